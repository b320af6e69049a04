import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
  uuid,
  type ValueOf,
  ZERO_UUID,
} from "../wire/fields.ts";

const broker = struct({ nodeId: int32, host: string, port: int32, rack: nullableString });

const partition = struct({
  errorCode: int16,
  partition: int32,
  /** -1: none. */
  leader: int32,
  leaderEpoch: int32,
  replicas: array(int32),
  isr: array(int32),
  offlineReplicas: array(int32),
});

const topic = struct({
  errorCode: int16,
  name: string,
  /** Another one when the topic is made again (KIP-516). */
  id: uuid,
  internal: boolean,
  partitions: array(partition),
  authorizedOperations: int32,
});

/** Brokers, and topics with their partitions and leaders. */
export const metadata = api("Metadata", {
  key: 3,
  version: 10,
  request: {
    /** `null`: all. They are asked for by name: the id is zero. */
    topics: nullableArray(struct({ id: uuid, name: string })),
    allowAutoTopicCreation: boolean,
    includeClusterAuthorizedOperations: boolean,
    includeTopicAuthorizedOperations: boolean,
  },
  response: {
    throttleTimeMs: int32,
    brokers: array(broker),
    clusterId: nullableString,
    /** -1: none. */
    controller: int32,
    topics: array(topic),
    authorizedOperations: int32,
  },
});

/** A request for all topics (`null`), these, or none. */
export function metadataOf(topics: readonly string[] | null): ValueOf<typeof metadata.request> {
  return {
    topics: topics && topics.map((name) => ({ id: ZERO_UUID, name })),
    allowAutoTopicCreation: false,
    includeClusterAuthorizedOperations: false,
    includeTopicAuthorizedOperations: false,
  };
}

/** The answer. */
export type Metadata = ValueOf<typeof metadata.response>;

/** A topic of it. */
export type TopicMetadata = ValueOf<typeof topic>;

/** A partition of a topic of it. */
export type PartitionMetadata = ValueOf<typeof partition>;
