import { createPartitions } from "../../protocol/cluster/create_partitions.ts";
import { createTopics as createTopicsApi } from "../../protocol/cluster/create_topics.ts";
import { deleteTopics } from "../../protocol/cluster/delete_topics.ts";
import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import type { PartitionMetadata } from "../../protocol/cluster/metadata.ts";
import { CHANGE_TIMEOUT, requestController } from "../../client/controller.ts";
import { untilKnown } from "./wait_for_topic.ts";

/** A topic to create. */
export interface NewTopic {
  name: string;
  /** Absent: the brokers' `num.partitions`. */
  partitions?: number;
  /** Absent: the brokers' `default.replication.factor`. */
  replicationFactor?: number;
  config?: Record<string, string>;
}

/** Creates a topic. @throws {KafkaError} TOPIC_ALREADY_EXISTS, INVALID_CONFIG and the like. */
export async function createTopic(brokers: Brokers, topic: NewTopic): Promise<void> {
  await createTopics(brokers, [topic]);
}

/** How many topics are made by one request, so that the controller is done with them in time. */
const AT_ONCE = 20;

/**
 * Creates topics, twenty by a request, of which the controller makes much less work than of one for each.
 *
 * @throws {KafkaError} as {@linkcode createTopic}, of the first that Kafka refuses; it makes the others of its request.
 */
export async function createTopics(brokers: Brokers, topics: readonly NewTopic[]): Promise<void> {
  for (let i = 0; i < topics.length; i += AT_ONCE) {
    const some = topics.slice(i, i + AT_ONCE);
    await requestTopics(brokers, some, false);
    await untilKnown(
      brokers,
      some.map(({ name }) => name),
      ({ partitions }) => partitions.length > 0 && allLed(partitions),
    );
  }
}

/** Whether a topic could be created, without doing so. @throws {KafkaError} as {@linkcode createTopic}. */
export async function validateTopic(brokers: Brokers, topic: NewTopic): Promise<void> {
  await requestTopics(brokers, [topic], true);
}

async function requestTopics(
  brokers: Brokers,
  topics: readonly NewTopic[],
  validateOnly: boolean,
): Promise<void> {
  const answer = await requestController(brokers, createTopicsApi, {
    topics: topics.map(({ name, partitions = -1, replicationFactor = -1, config = {} }) => ({
      name,
      partitions,
      replicationFactor,
      assignments: [],
      configs: Object.entries(config).map(([name, value]) => ({ name, value })),
    })),
    timeoutMs: CHANGE_TIMEOUT,
    validateOnly,
  });
  for (const { name, errorCode, errorMessage } of answer.topics) {
    check(errorCode, `create topic ${name}`, errorMessage);
  }
}

/** Deletes a topic. @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, TOPIC_DELETION_DISABLED and the like. */
export async function deleteTopic(brokers: Brokers, name: string): Promise<void> {
  const body = { names: [name], timeoutMs: CHANGE_TIMEOUT };
  const { topics: [{ errorCode, errorMessage }] } = await requestController(
    brokers,
    deleteTopics,
    body,
  );
  check(errorCode, `delete topic ${name}`, errorMessage);
  await untilKnown(brokers, [name], ({ partitions }) => partitions.length === 0);
}

/** Adds partitions, up to `count`. @throws {KafkaError} INVALID_PARTITIONS and the like. */
export async function addPartitions(brokers: Brokers, name: string, count: number): Promise<void> {
  const { results: [{ errorCode, errorMessage }] } = await requestController(
    brokers,
    createPartitions,
    {
      topics: [{ name, count, assignments: null }],
      timeoutMs: CHANGE_TIMEOUT,
      validateOnly: false,
    },
  );
  check(errorCode, `add partitions to ${name}`, errorMessage);
  await untilKnown(
    brokers,
    [name],
    ({ partitions }) => partitions.length === count && allLed(partitions),
  );
}

function allLed(partitions: readonly PartitionMetadata[]): boolean {
  return partitions.every(({ leader }) => leader >= 0);
}
