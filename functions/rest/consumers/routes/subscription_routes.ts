/**
 * The routes that say what an instance consumes: topics, or partitions.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { answerJson } from "../../media_types.ts";
import { readRequest } from "../../read_request.ts";
import { partitionsBody, subscriptionBody } from "./consumer_schemas.ts";
import type { ConsumerRoutesOptions } from "../instances.ts";
import { onInstance } from "./on_instance.ts";
import { TopicPattern } from "../topic_pattern.ts";

const PATH = "/consumers/:group/instances/:instance";

/** Adds the routes to the application. */
export function addSubscriptionRoutes(
  app: OpenAPIHono,
  { instances, brokers }: ConsumerRoutesOptions,
): void {
  app.get(
    `${PATH}/subscription`,
    onInstance(instances, (c, { target }) => {
      const topics = target !== undefined && "topics" in target ? target.topics : [];
      return answerJson(c, { topics });
    }),
  );

  app.post(
    `${PATH}/subscription`,
    onInstance(instances, async (c, consumer) => {
      const { topics, topic_pattern } = await readRequest(c, subscriptionBody);
      if (topics && topic_pattern) {
        const detail = "Cannot subscribe to both topics and a topic_pattern: send one of them";
        throw new Problem("illegalState", detail);
      }
      if (topic_pattern) {
        const pattern = new TopicPattern(topic_pattern);
        await consumer.subscribe(await pattern.topics(brokers), pattern);
      } else if (topics) {
        if (topics.length > 0) await consumer.subscribe([...new Set(topics)]);
        else await consumer.unsubscribe();
      } else throw new Problem("invalid", "Cannot subscribe: send topics, or a topic_pattern");
      return c.body(null, 204);
    }),
  );

  app.delete(
    `${PATH}/subscription`,
    onInstance(instances, async (c, consumer) => {
      await consumer.unsubscribe();
      return c.body(null, 204);
    }),
  );

  app.get(
    `${PATH}/assignments`,
    onInstance(instances, (c, { assigned }) => {
      const partitions = assigned.map(({ topic, partition }) => ({ topic, partition }));
      return answerJson(c, { partitions });
    }),
  );

  app.post(
    `${PATH}/assignments`,
    onInstance(instances, async (c, consumer) => {
      const { partitions } = await readRequest(c, partitionsBody);
      await instances.checkPartitions(partitions);
      await consumer.assign(partitions);
      return c.body(null, 204);
    }),
  );
}
