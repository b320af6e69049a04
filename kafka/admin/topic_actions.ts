import { api } from "../protocol/api.ts";
import type { Brokers } from "../protocol/brokers.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
} from "../protocol/fields.ts";
import { check } from "../errors.ts";
import type { PartitionMetadata } from "../protocol/cluster/metadata.ts";
import { CHANGE_TIMEOUT, requestController } from "./controller.ts";
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

const createTopics = api("CreateTopics", {
  key: 19,
  version: 5,
  request: {
    topics: array(struct({
      name: string,
      /** -1: the brokers' default, as of the next one (KIP-464). */
      partitions: int32,
      replicationFactor: int16,
      assignments: array(struct({ partition: int32, replicas: array(int32) })),
      configs: array(struct({ name: string, value: nullableString })),
    })),
    timeoutMs: int32,
    validateOnly: boolean,
  },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({
      name: string,
      errorCode: int16,
      errorMessage: nullableString,
      partitions: int32,
      replicationFactor: int16,
      configs: nullableArray(struct({
        name: string,
        value: nullableString,
        readOnly: boolean,
        source: int8,
        sensitive: boolean,
      })),
    })),
  },
});

const deleteTopics = api("DeleteTopics", {
  key: 20,
  version: 5,
  request: { names: array(string), timeoutMs: int32 },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  },
});

const createPartitions = api("CreatePartitions", {
  key: 37,
  version: 2,
  request: {
    topics: array(struct({
      name: string,
      /** How many there are to be then. */
      count: int32,
      /** `null`: Kafka chooses the brokers. */
      assignments: nullableArray(struct({ replicas: array(int32) })),
    })),
    timeoutMs: int32,
    validateOnly: boolean,
  },
  response: {
    throttleTimeMs: int32,
    results: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  },
});

/** Creates a topic. @throws {KafkaError} TOPIC_ALREADY_EXISTS, INVALID_CONFIG and the like. */
export async function createTopic(
  brokers: Brokers,
  { name, partitions = -1, replicationFactor = -1, config = {} }: NewTopic,
): Promise<void> {
  const configs = Object.entries(config).map(([name, value]) => ({ name, value }));
  const { topics: [{ errorCode, errorMessage }] } = await requestController(brokers, createTopics, {
    topics: [{ name, partitions, replicationFactor, assignments: [], configs }],
    timeoutMs: CHANGE_TIMEOUT,
    validateOnly: false,
  });
  check(errorCode, `create topic ${name}`, errorMessage);
  await untilKnown(brokers, name, ({ partitions }) => partitions.length > 0 && allLed(partitions));
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
  await untilKnown(brokers, name, ({ partitions }) => partitions.length === 0);
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
    name,
    ({ partitions }) => partitions.length === count && allLed(partitions),
  );
}

function allLed(partitions: readonly PartitionMetadata[]): boolean {
  return partitions.every(({ leader }) => leader >= 0);
}
