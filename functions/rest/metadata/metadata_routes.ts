/**
 * The routes that show topics, partitions and brokers.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { describe } from "../../../kafka/admin/topics/configs.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { check, hasCode } from "../../../kafka/errors.ts";
import { isTopicName } from "../../../kafka/names.ts";
import type { PartitionMetadata, TopicMetadata } from "../../../kafka/protocol/cluster/metadata.ts";
import { fetchOffsets } from "../../../kafka/reader/log_offsets.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { noPartition, partitionNumber } from "../../runtime/producing/produce_routes.ts";
import { answerJson } from "../media_types.ts";
import { describeMetadata } from "./metadata_description.ts";
import { partitionView, partitionViews, topicView } from "./topic_view.ts";

/** What the routes need. */
export interface MetadataOptions {
  brokers: Brokers;
}

/** Adds the routes to the application. */
export function addMetadataRoutes(app: OpenAPIHono, { brokers }: MetadataOptions): void {
  for (const route of describeMetadata()) app.openAPIRegistry.registerPath(route);

  app.get("/topics", async (c) => {
    const { topics } = await brokers.metadata(null);
    const names = topics.filter(({ internal }) => !internal).map(({ name }) => name);
    return answerJson(c, names.sort());
  });

  app.get("/topics/:topic", async (c) => {
    const topic = await findTopic(brokers, c.req.param("topic"));
    return answerJson(c, topicView(topic, await describe(brokers, { topic: topic.name })));
  });

  app.get("/topics/:topic/partitions", async (c) => {
    const topic = await findTopic(brokers, c.req.param("topic"));
    return answerJson(c, partitionViews(topic));
  });

  app.get("/topics/:topic/partitions/:partition", async (c) => {
    const { topic, partition } = c.req.param();
    const [, found] = await findPartition(brokers, topic, partition);
    return answerJson(c, partitionView(found));
  });

  app.get("/topics/:topic/partitions/:partition/offsets", async (c) => {
    const { topic, partition } = c.req.param();
    const [{ name }, found] = await findPartition(brokers, topic, partition);
    const led = [{ ...found, topic: name }];
    const [start, end] = await Promise.all([
      fetchOffsets(brokers, led, "start"),
      fetchOffsets(brokers, led, "end"),
    ]);
    const beginning_offset = start.get(name)?.get(found.partition);
    const end_offset = end.get(name)?.get(found.partition);
    if (beginning_offset === undefined || end_offset === undefined) {
      throw new Problem("noKafka", `Cannot ask the leader of ${name}/${partition} now: try again`);
    }
    return answerJson(c, { beginning_offset, end_offset });
  });

  app.get("/brokers", async (c) => {
    const found = await brokers.metadata([]);
    const ids = found.brokers.map(({ nodeId }) => nodeId);
    return answerJson(c, { brokers: ids.sort((a, b) => a - b) });
  });
}

/** A topic. @throws {Problem} 404, {@linkcode KafkaError} where Kafka cannot be asked. */
async function findTopic(brokers: Brokers, name: string): Promise<TopicMetadata> {
  if (!isTopicName(name)) throw noTopic(name);
  const { topics: [topic] } = await brokers.metadata([name]);
  try {
    check(topic.errorCode, `find topic ${name}`);
  } catch (error) {
    if (!hasCode(error, "UNKNOWN_TOPIC_OR_PARTITION")) throw error;
    throw noTopic(name);
  }
  return topic;
}

function noTopic(name: string): Problem {
  return new Problem("noTopic", `Cannot find topic ${JSON.stringify(name)}: create it first`);
}

/** A partition and its topic. @throws {Problem} 404. */
async function findPartition(
  brokers: Brokers,
  name: string,
  id: string,
): Promise<[TopicMetadata, PartitionMetadata]> {
  const topic = await findTopic(brokers, name);
  const number = partitionNumber(id);
  const found = topic.partitions.find(({ partition }) => partition === number);
  if (found === undefined) throw noPartition(name, id);
  return [topic, found];
}
