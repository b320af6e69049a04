/**
 * The routes that say where an instance goes on.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { offsetsAt, partitionsOf } from "../../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import type { LedPartition, OffsetAt } from "../../../../kafka/reader/log_offsets.ts";
import { partitionName, type TopicPartition } from "../../../../kafka/topic_partition.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { readRequest } from "../../read_request.ts";
import { partitionsBody, seekBody } from "./consumer_schemas.ts";
import type { ConsumerInstance } from "../instance.ts";
import type { ConsumerRoutesOptions } from "../instances.ts";
import { onInstance } from "./on_instance.ts";

const PATH = "/consumers/:group/instances/:instance/positions";

/** Adds the routes to the application. */
export function addPositionRoutes(
  app: OpenAPIHono,
  { instances, brokers }: ConsumerRoutesOptions,
): void {
  app.post(
    PATH,
    onInstance(instances, async (c, consumer) => {
      const { offsets, timestamps } = await readRequest(c, seekBody);
      if (!offsets && !timestamps) {
        throw new Problem("invalid", "Cannot seek: send offsets, or timestamps");
      }
      await consumer.seek(offsets ?? []);
      for (const { timestamp, ...place } of timestamps ?? []) {
        await seekTo(consumer, brokers, [place], { time: timestamp });
      }
      return c.body(null, 204);
    }),
  );

  for (const [name, at] of [["beginning", "start"], ["end", "end"]] as const) {
    app.post(
      `${PATH}/${name}`,
      onInstance(instances, async (c, consumer) => {
        const { partitions } = await readRequest(c, partitionsBody);
        const isStable = consumer.config.isolation === "read_committed";
        await seekTo(consumer, brokers, partitions, at === "end" && isStable ? "stable" : at);
        return c.body(null, 204);
      }),
    );
  }
}

async function seekTo(
  consumer: ConsumerInstance,
  brokers: Brokers,
  places: readonly TopicPartition[],
  at: OffsetAt,
): Promise<void> {
  if (places.length === 0) return;
  const wanted = new Set(places.map(partitionName));
  const topics = [...new Set(places.map(({ topic }) => topic))];
  const led = (await partitionsOf(brokers, topics))
    .filter((one: LedPartition) => wanted.has(partitionName(one)));
  const found = await offsetsAt(brokers, led, at);
  if (found.length < led.length) {
    throw new Problem("noKafka", "Cannot ask the leaders of these partitions now: try again");
  }
  const known = new Map(found.map((one) => [partitionName(one), one.offset]));
  // One that there is not is not assigned either, and is refused for that.
  await consumer.seek(places.map((place) => (
    { ...place, offset: known.get(partitionName(place)) ?? 0 }
  )));
}
