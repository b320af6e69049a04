/**
 * Kafka's errors as problems: each name is bound to its kind, and so to its HTTP status, here and
 * nowhere else.
 *
 * @module
 */
import { KafkaError } from "../../../../kafka/errors.ts";
import { QueueFullError } from "../../../../kafka/producer/queue_full_error.ts";
import { Problem, type ProblemKind } from "./problem.ts";

const KINDS: Record<string, ProblemKind> = {
  UNKNOWN_TOPIC_OR_PARTITION: "noTopic",
  UNKNOWN_PARTITION: "noPartition",
  GROUP_ID_NOT_FOUND: "noGroup",
  BROKER_NOT_AVAILABLE: "noBroker",
  OFFSET_OUT_OF_RANGE: "noRecord",
  TOPIC_AUTHORIZATION_FAILED: "notAuthorized",
  GROUP_AUTHORIZATION_FAILED: "notAuthorized",
  CLUSTER_AUTHORIZATION_FAILED: "notAuthorized",
  TOPIC_ALREADY_EXISTS: "conflict",
  NON_EMPTY_GROUP: "conflict",
  UNKNOWN_MEMBER_ID: "conflict",
  ILLEGAL_GENERATION: "conflict",
  INCONSISTENT_GROUP_PROTOCOL: "conflict",
  REBALANCE_IN_PROGRESS: "conflict",
  REASSIGNMENT_IN_PROGRESS: "conflict",
  NO_REASSIGNMENT_IN_PROGRESS: "conflict",
  TOPIC_DELETION_DISABLED: "conflict",
  INVALID_TOPIC_EXCEPTION: "invalid",
  INVALID_PARTITIONS: "invalid",
  INVALID_REPLICATION_FACTOR: "invalid",
  INVALID_REPLICA_ASSIGNMENT: "invalid",
  INVALID_CONFIG: "invalid",
  INVALID_REQUEST: "invalid",
  INVALID_GROUP_ID: "invalid",
  OFFSET_METADATA_TOO_LARGE: "invalid",
  INVALID_RECORD: "invalid",
  INVALID_TIMESTAMP: "invalid",
  MESSAGE_TOO_LARGE: "invalid",
  RECORD_LIST_TOO_LARGE: "invalid",
  POLICY_VIOLATION: "invalid",
};

/** An error as a problem, if it is one or Kafka's. Errors that Kafka may get over by itself are 503. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof QueueFullError) {
    const headers = { "retry-after": `${error.retryAfterSeconds}` };
    return new Problem("busy", error.message, { headers, cause: error });
  }
  if (!(error instanceof KafkaError)) return undefined;
  return new Problem(KINDS[error.code] ?? "noKafka", error.message, { cause: error });
}
