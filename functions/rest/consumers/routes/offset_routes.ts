/**
 * The routes that commit offsets, and show what is committed.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { commitOffsets } from "../../../../kafka/admin/groups/group_offsets.ts";
import { committedOffsets } from "../../../../kafka/consumer/committed_offsets.ts";
import { answerJson } from "../../media_types.ts";
import { readQuery, readRequest } from "../../read_request.ts";
import { commitBody, committedQuery } from "./consumer_schemas.ts";
import type { ConsumerRoutesOptions } from "../instances.ts";
import { onInstance } from "./on_instance.ts";
import { topicPartitions } from "../topic_partitions.ts";

const PATH = "/consumers/:group/instances/:instance/offsets";

/** Adds the routes to the application. */
export function addOffsetRoutes(
  app: OpenAPIHono,
  { instances, brokers }: ConsumerRoutesOptions,
): void {
  app.post(
    PATH,
    onInstance(instances, async (c, consumer) => {
      const { offsets } = await readRequest(c, commitBody);
      if (offsets) await instances.checkPartitions(offsets);
      // A client names the last record that it is done with; the group goes on behind it.
      const given = offsets?.map((one) => ({ ...one, offset: one.offset + 1 }));
      if (consumer.target !== undefined) await consumer.commit(given);
      else if (given) await commitOffsets(brokers, consumer.group, given);
      return answerJson(c, { offsets: [] });
    }),
  );

  app.get(
    PATH,
    onInstance(instances, async (c, { assigned, group }) => {
      const { topic, partition } = readQuery(c, committedQuery);
      const wanted = topic === undefined
        ? assigned
        : await topicPartitions(brokers, topic, partition);
      if (wanted.length === 0) return answerJson(c, { offsets: [] });
      const committed = await committedOffsets(brokers, group, wanted);
      const offsets = [...committed.values()].filter(({ offset }) => offset >= 0)
        .map(({ topic, partition, offset, metadata }) => (
          { topic, partition, offset, metadata: metadata ?? "" }
        ));
      return answerJson(c, { offsets });
    }),
  );
}
