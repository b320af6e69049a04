import { assertEquals, assertThrows } from "@std/assert";
import { check, errorName, KafkaProblem } from "./kafka_problem.ts";

Deno.test("errorName() names Kafka's codes, also those that kafkajs does not know", () => {
  assertEquals([0, 3, 36, 89].map(errorName), [
    undefined,
    "UNKNOWN_TOPIC_OR_PARTITION",
    "TOPIC_ALREADY_EXISTS",
    "ERROR_89",
  ]);
});

/** Kafka's code, and what it becomes. */
const CASES: [code: number, name: string, status: number][] = [
  [3, "UNKNOWN_TOPIC_OR_PARTITION", 404],
  [7, "REQUEST_TIMED_OUT", 503],
  [15, "GROUP_COORDINATOR_NOT_AVAILABLE", 503],
  [17, "INVALID_TOPIC_EXCEPTION", 422],
  [25, "UNKNOWN_MEMBER_ID", 409],
  [29, "TOPIC_AUTHORIZATION_FAILED", 403],
  [36, "TOPIC_ALREADY_EXISTS", 409],
  [37, "INVALID_PARTITIONS", 422],
  [38, "INVALID_REPLICATION_FACTOR", 422],
  [39, "INVALID_REPLICA_ASSIGNMENT", 422],
  [40, "INVALID_CONFIG", 422],
  [68, "NON_EMPTY_GROUP", 409],
  [69, "GROUP_ID_NOT_FOUND", 404],
  [85, "NO_REASSIGNMENT_IN_PROGRESS", 409],
];

CASES.forEach(([code, name, status], n) => {
  Deno.test(`check() case ${n + 1}: ${name} is ${status}`, () => {
    const problem = assertThrows(() => check(code, "do it", "why"), KafkaProblem);
    assertEquals([problem.kafkaError, problem.status, problem.message], [
      name,
      status,
      "Cannot do it: why",
    ]);
  });
});

Deno.test("check() says what the code means where Kafka does not", () => {
  check(0, "do it");
  assertThrows(() => check(68, "delete group a", null), KafkaProblem, "delete group a: The group");
});
