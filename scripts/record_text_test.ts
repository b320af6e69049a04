import { Buffer } from "node:buffer";
import { assertEquals, assertThrows } from "@std/assert";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { formatRecord, jsonRecord, parseRecord } from "./record_text.ts";

Deno.test("parseRecord() finds key and value", () => {
  const cases = [
    ["a:b", {}, null, "a:b"],
    ["a:b", { key: "k" }, "k", "a:b"],
    ["a:b:c", { separator: ":" }, "a", "b:c"],
    [":b", { separator: ":" }, "", "b"],
    ["a=>", { separator: "=>" }, "a", ""],
  ] as const;
  for (const [line, options, key, value] of cases) {
    assertEquals(parseRecord(line, options), { key, value });
  }
  assertThrows(() => parseRecord("ab", { separator: ":" }), Error, 'the separator ":"');
});

Deno.test("formatRecord() gives lines that parseRecord() reads", () => {
  assertEquals(formatRecord({ key: "a", value: "b" }), "b");
  assertEquals(formatRecord({ key: "a", value: "b" }, ":"), "a:b");
  assertEquals(formatRecord({ key: null, value: null }, "\t"), "\t");
});

Deno.test("jsonRecord() has all of a record", () => {
  const record: KafkaRecord = {
    topic: "a",
    partition: 2,
    key: Buffer.from("k"),
    value: null,
    timestamp: 1700000000000,
    offset: 7,
    headers: [["one", Buffer.from("1")], ["two", Buffer.from("2")], ["two", Buffer.from("3")]],
  };
  assertEquals(JSON.parse(jsonRecord(record)), {
    topic: "a",
    partition: 2,
    offset: 7,
    time: "2023-11-14T22:13:20.000Z",
    key: "k",
    value: null,
    headers: { one: "1", two: ["2", "3"] },
  });
});
