import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header } from "../record/record.ts";
import { isDeadLetter, isLetterOrReturned, returnsOf } from "./letter_headers.ts";

function headed(headers: Record<string, string>) {
  const list = Object.entries(headers).map(([name, value]): Header => [name, Buffer.from(value)]);
  return { headers: list };
}

Deno.test("isDeadLetter() tells a dead letter from its record, and from one that was put back", () => {
  assertEquals(isDeadLetter(headed({})), false);
  assertEquals(isDeadLetter(headed({ "dlq-topic": "orders" })), true);
  assertEquals(isDeadLetter(headed({ "dlq-returns": "1" })), false);
});

Deno.test("returnsOf() counts how often a record was put back", () => {
  assertEquals(returnsOf(headed({})), 0);
  assertEquals(returnsOf(headed({ "dlq-returns": "2" })), 2);
  for (const odd of ["", "-1", "1e3", "many", "12345678"]) {
    assertEquals(returnsOf(headed({ "dlq-returns": odd })), 0, odd);
  }
  assertEquals(returnsOf({ headers: [["dlq-returns", null]] }), 0);
});

Deno.test("isLetterOrReturned() knows both", () => {
  assertEquals(isLetterOrReturned(headed({ trace: "a" })), false);
  assertEquals(isLetterOrReturned(headed({ "dlq-topic": "orders" })), true);
  assertEquals(isLetterOrReturned(headed({ "dlq-returns": "1" })), true);
});
