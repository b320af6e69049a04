import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header } from "../../../../kafka/record/record.ts";
import { deadLetterTopic, letterHeaders } from "./dead_letter.ts";

const record = {
  topic: "orders",
  partition: 2,
  offset: 7,
  timestamp: 0,
  key: null,
  value: null,
  headers: [["trace", Buffer.from("a")]] as Header[],
};

Deno.test("letterHeaders() keeps the record's headers, and tells where it comes from and why", () => {
  assertEquals(letterHeaders(record, new TypeError("no amount")), [
    ["trace", Buffer.from("a")],
    ["dlq-topic", "orders"],
    ["dlq-partition", "2"],
    ["dlq-offset", "7"],
    ["dlq-timestamp", "1970-01-01T00:00:00.000Z"],
    ["dlq-error", "TypeError: no amount"],
  ]);
  const long = letterHeaders(record, new Error("x".repeat(5000)));
  assertEquals(long.find(([name]) => name === "dlq-error")![1]!.length, 1000);
});

Deno.test("deadLetterTopic() is named after the source", () => {
  assertEquals(deadLetterTopic("orders"), "orders.dlq");
});
