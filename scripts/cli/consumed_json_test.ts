import { Buffer } from "node:buffer";
import { assertEquals, assertStringIncludes } from "@std/assert";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import { consumedJson } from "./consumed_json.ts";

const record: KafkaRecord = {
  topic: "a",
  partition: 2,
  offset: 7,
  timestamp: 1_700_000_000_000,
  key: Buffer.from("k"),
  value: null,
  headers: [["one", Buffer.from("1")], ["two", Buffer.from("2")], ["two", Buffer.from("3")]],
};

Deno.test("consumedJson() has all of a record", () => {
  assertEquals(JSON.parse(consumedJson(record)), {
    topic: "a",
    partition: 2,
    offset: 7,
    time: "2023-11-14T22:13:20.000Z",
    key: "k",
    value: null,
    headers: { one: "1", two: ["2", "3"] },
  });
});

Deno.test("consumedJson() shows what is odd but legal, without loss", () => {
  const json = JSON.parse(consumedJson({
    ...record,
    timestamp: 1_700_000_000_000_000_000,
    key: new Uint8Array([0xff]),
    value: Buffer.from("\ufffd"),
    headers: [["constructor", null], ["raw", new Uint8Array([0xc3, 0x28])]],
  }));
  assertEquals([json.time, json.key, json.keyEncoding], [1.7e18, "/w==", "base64"]);
  assertEquals([json.value, json.valueEncoding], ["\ufffd", undefined]);
  assertEquals(json.headers, { constructor: null, raw: "base64:wyg=" });
});

Deno.test("consumedJson() has all digits of a time, and the order of headers", () => {
  const [one, two, three] = ["1", "2", "base64:"].map((text) => Buffer.from(text));
  const json = consumedJson({
    ...record,
    timestamp: 1_700_000_000_123_456_789n,
    headers: [["a", one], ["b", two], ["a", three], ["a", null]],
  });
  assertStringIncludes(json, '"time":1700000000123456789,');
  assertEquals(JSON.parse(json).headerList, [
    ["a", "1"],
    ["b", "2"],
    ["a", "base64:YmFzZTY0Og=="],
    ["a", null],
  ]);
});
