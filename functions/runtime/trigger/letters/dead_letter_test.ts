import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header } from "../../../../kafka/record/record.ts";
import { deadLetterTopic, letterHeaders, topicOfLetter } from "./dead_letter.ts";

const record = {
  topic: "orders",
  partition: 2,
  offset: 7,
  timestamp: 0,
  key: null,
  value: null,
  headers: [["trace", Buffer.from("a")]] as Header[],
};

function headersOf(error: Error, from = record) {
  return letterHeaders({ record: from, error, attempts: 4 }, "bills", 1_000);
}

Deno.test("letterHeaders() keeps the record's headers, and tells where it comes from and why", () => {
  assertEquals(headersOf(new TypeError("no amount")), [
    ["trace", Buffer.from("a")],
    ["dlq-topic", "orders"],
    ["dlq-partition", "2"],
    ["dlq-offset", "7"],
    ["dlq-timestamp", "1970-01-01T00:00:00.000Z"],
    ["dlq-error", "TypeError: no amount"],
    ["dlq-attempts", "4"],
    ["dlq-function", "bills"],
    ["dlq-time", "1970-01-01T00:00:01.000Z"],
  ]);
  const long = headersOf(new Error("x".repeat(5000)));
  assertEquals(long.find(([name]) => name === "dlq-error")![1]!.length, 1000);
});

/** The record after it was put back so many times. */
function returned(times: number) {
  return { ...record, headers: [["dlq-returns", Buffer.from(`${times}`)]] as Header[] };
}

Deno.test("topicOfLetter() keeps those apart that came back too often", () => {
  assertEquals(topicOfLetter(record, "orders.dlq"), "orders.dlq");
  assertEquals(topicOfLetter(returned(2), "orders.dlq"), "orders.dlq");
  assertEquals(topicOfLetter(returned(3), "orders.dlq"), "orders.dlq.quarantine");
  const long = `${"o".repeat(240)}.dlq`;
  assertEquals(topicOfLetter(returned(3), long), long, "there can be no such topic");
  const kept = headersOf(new Error("no"), returned(3));
  assertEquals(kept.find(([name]) => name === "dlq-returns"), ["dlq-returns", Buffer.from("3")]);
});

Deno.test("deadLetterTopic() is named after the source", () => {
  assertEquals(deadLetterTopic("orders"), "orders.dlq");
});
