/**
 * Kafka's errors as problems. Each of Kafka's error names is bound to its kind, and so to its HTTP
 * status, here and nowhere else.
 *
 * @module
 */
import { errorCodes } from "kafkajs/src/protocol/error.js";
import { Problem, type ProblemKind } from "../errors.ts";

const KINDS: Record<string, ProblemKind> = {
  UNKNOWN_TOPIC_OR_PARTITION: "noTopic",
  GROUP_ID_NOT_FOUND: "noGroup",
  BROKER_NOT_AVAILABLE: "noBroker",
  TOPIC_AUTHORIZATION_FAILED: "notAuthorized",
  GROUP_AUTHORIZATION_FAILED: "notAuthorized",
  CLUSTER_AUTHORIZATION_FAILED: "notAuthorized",
  TOPIC_ALREADY_EXISTS: "conflict",
  NON_EMPTY_GROUP: "conflict",
  UNKNOWN_MEMBER_ID: "conflict",
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
  INVALID_RECORD: "invalid",
  INVALID_TIMESTAMP: "invalid",
  MESSAGE_TOO_LARGE: "invalid",
  RECORD_LIST_TOO_LARGE: "invalid",
  POLICY_VIOLATION: "invalid",
};

const BY_CODE: ReadonlyMap<number, { type: string; message: string }> = new Map(
  (errorCodes as { code: number; type: string; message: string }[]).map((error) => [
    error.code,
    error,
  ]),
);

/** Kafka's name of an error code; undefined for 0, which is none. */
export function errorName(code: number): string | undefined {
  return code === 0 ? undefined : BY_CODE.get(code)?.type ?? `ERROR_${code}`;
}

/** What Kafka refused, or could not do. Errors that it may get over by itself are 503. */
export class KafkaProblem extends Problem {
  override name = "KafkaProblem";
  /** Kafka's name of the error, such as INVALID_REPLICATION_FACTOR. */
  readonly kafkaError: string;

  /**
   * @param action what could not be done, to complete "Cannot …".
   * @param detail what Kafka said besides the error's name.
   */
  constructor(action: string, kafkaError: string, detail?: string | null) {
    super(KINDS[kafkaError] ?? "noKafka", `Cannot ${action}: ${detail || kafkaError}`);
    this.kafkaError = kafkaError;
  }
}

/** @throws {KafkaProblem} unless the code is 0. */
export function check(code: number, action: string, detail?: string | null): void {
  const name = errorName(code);
  if (name) throw new KafkaProblem(action, name, detail || BY_CODE.get(code)?.message);
}
