/**
 * Which of Kafka's errors mean the same to a client. What may be retried as it is stands in the table of
 * errors; these say what to do before, or that nothing helps.
 *
 * @module
 */

/** The partition is led by another broker now: finding the leader anew can get over it. */
export const STALE_LEADER: ReadonlySet<string> = new Set([
  "UNKNOWN_TOPIC_OR_PARTITION",
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
  "REPLICA_NOT_AVAILABLE",
  "KAFKA_STORAGE_ERROR",
  "FENCED_LEADER_EPOCH",
  "UNKNOWN_LEADER_EPOCH",
  "UNKNOWN_TOPIC_ID",
  "INCONSISTENT_TOPIC_ID",
]);

/** The group is coordinated by another broker now, or will be soon. */
export const LOST_COORDINATOR: ReadonlySet<string> = new Set([
  "GROUP_COORDINATOR_NOT_AVAILABLE",
  "NOT_COORDINATOR_FOR_GROUP",
]);

/** The broker that was asked does not answer, and another may be the one to ask soon. */
export const LOST_BROKER: ReadonlySet<string> = new Set(["BROKER_NOT_AVAILABLE", "UNREACHABLE"]);

/** Nothing of a batch was written: Kafka has something against a record of it. */
export const REFUSED_RECORD: ReadonlySet<string> = new Set([
  "INVALID_RECORD",
  "INVALID_TIMESTAMP",
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
]);

/** Nothing of a batch was written: Kafka has something against its topic or partition. */
export const REFUSED_TOPIC: ReadonlySet<string> = new Set([
  "UNKNOWN_TOPIC_OR_PARTITION",
  "UNKNOWN_PARTITION",
  "INVALID_TOPIC_EXCEPTION",
  "TOPIC_AUTHORIZATION_FAILED",
  "CLUSTER_AUTHORIZATION_FAILED",
]);

/** Nothing of a batch was written: its partition has no leader now, or too few replicas for acks=all. */
export const REFUSED_FOR_NOW: ReadonlySet<string> = new Set([
  "LEADER_NOT_AVAILABLE",
  "NOT_ENOUGH_REPLICAS",
]);

/** A broker knows nothing of an idempotent producer's last batches, or others than the producer does. */
export const LOST_SEQUENCE: ReadonlySet<string> = new Set([
  "OUT_OF_ORDER_SEQUENCE_NUMBER",
  "INVALID_PRODUCER_EPOCH",
  "UNKNOWN_PRODUCER_ID",
]);
