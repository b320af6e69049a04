import { assertEquals } from "@std/assert";
import { check, KafkaError } from "../../../../kafka/errors.ts";
import { QueueFullError } from "../../../../kafka/producer/queue_full_error.ts";
import { asProblem } from "./kafka_problem.ts";
import { Problem } from "./problem.ts";

/** Kafka's code, and the status it becomes. */
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
  Deno.test(`asProblem() case ${n + 1}: ${name} is ${status}`, () => {
    const problem = asProblem(thrown(() => check(code, "do it", "why")))!;
    const cause = problem.cause as KafkaError;
    assertEquals([cause.code, problem.status, problem.message], [
      name,
      status,
      "Cannot do it: why",
    ]);
  });
});

Deno.test("asProblem() makes 429 of a full queue, with Retry-After", () => {
  const problem = asProblem(new QueueFullError(4, 2))!;
  assertEquals([problem.status, problem.headers], [429, { "retry-after": "2" }]);
});

Deno.test("asProblem() leaves problems as they are, and knows no other errors", () => {
  const problem = new Problem("busy", "later");
  assertEquals(asProblem(problem), problem);
  assertEquals(asProblem(new TypeError("ours")), undefined);
});

function thrown(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
}
