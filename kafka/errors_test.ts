import { assertEquals, assertThrows } from "@std/assert";
import { check, errorName, hasCode, KafkaError } from "./errors.ts";

Deno.test("errorName() names Kafka's codes, also those that it has added since Kafka 3.9", () => {
  assertEquals([0, 3, 36, 89, 999].map(errorName), [
    undefined,
    "UNKNOWN_TOPIC_OR_PARTITION",
    "TOPIC_ALREADY_EXISTS",
    "THROTTLING_QUOTA_EXCEEDED",
    "ERROR_999",
  ]);
});

Deno.test("check() throws Kafka's name of the error, and what could not be done", () => {
  const error = assertThrows(() => check(40, "do it", "why"), KafkaError);
  assertEquals([error.code, error.message], ["INVALID_CONFIG", "Cannot do it: why"]);
});

Deno.test("KafkaError.retriable is as Kafka has it", () => {
  const codes = ["NOT_LEADER_FOR_PARTITION", "UNREACHABLE", "INVALID_CONFIG", "ERROR_999"];
  assertEquals(codes.map((code) => new KafkaError(code, "").retriable), [true, true, false, false]);
});

Deno.test("check() says what the code means where Kafka does not", () => {
  check(0, "do it");
  assertThrows(() => check(68, "delete group a", null), KafkaError, "delete group a: The group");
});

Deno.test("hasCode() knows an error by Kafka's name of it, and no other error", () => {
  assertEquals(hasCode(new KafkaError("NOT_CONTROLLER", "no"), "NOT_CONTROLLER"), true);
  assertEquals(hasCode(new KafkaError("UNREACHABLE", "no"), "NOT_CONTROLLER"), false);
  assertEquals(hasCode(Object.assign(new Error(), { code: "UNREACHABLE" }), "UNREACHABLE"), false);
  assertEquals(hasCode(undefined, "UNREACHABLE"), false);
});
