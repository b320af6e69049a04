import { Buffer } from "node:buffer";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import type { KafkaRecord } from "./record.ts";
import { parseRecordJson, recordJson } from "./record_json.ts";

const record: KafkaRecord = {
  topic: "a",
  partition: 2,
  offset: 7,
  timestamp: 1_700_000_000_000,
  key: Buffer.from("k"),
  value: null,
  headers: [["one", Buffer.from("1")], ["two", Buffer.from("2")], ["two", Buffer.from("3")]],
};

Deno.test("recordJson() has all of a record", () => {
  assertEquals(JSON.parse(recordJson(record)), {
    topic: "a",
    partition: 2,
    offset: 7,
    time: "2023-11-14T22:13:20.000Z",
    key: "k",
    value: null,
    headers: { one: "1", two: ["2", "3"] },
  });
});

Deno.test("recordJson() shows what is odd but legal, without loss", () => {
  const json = JSON.parse(recordJson({
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

Deno.test("recordJson() has all digits of a time, and the order of headers", () => {
  const [one, two, three] = ["1", "2", "base64:"].map((text) => Buffer.from(text));
  const json = recordJson({
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

Deno.test("parseRecordJson() gives back what recordJson() was given", () => {
  const [text, empty, raw] = [Buffer.from("base64:é\n"), Buffer.alloc(0), Buffer.from([0xff, 0])];
  const records: KafkaRecord[] = [
    record,
    { ...record, key: null, value: empty, headers: [], timestamp: -1 },
    { ...record, key: raw, value: text, timestamp: 1_700_000_000_123_456_789n },
    { ...record, key: empty, value: raw, timestamp: -9_223_372_036_854_775_808n },
    {
      ...record,
      timestamp: 8.64e15 + 1,
      headers: [["2", text], ["1", raw], ["2", null], ["__proto__", empty], ["", text]],
    },
  ];
  for (const record of records) {
    const { topic: _, offset: __, ...rest } = record;
    assertEquals(parseRecordJson(recordJson(record)), rest as ReturnType<typeof parseRecordJson>);
  }
});

Deno.test("parseRecordJson() takes lines by hand, and stores JSON as it is spelled", () => {
  const parsed = parseRecordJson('{"key":7.0,"value":{"b":1, "a":[1e400]},"time":1700000000000}');
  assertEquals(`${parsed.key} ${parsed.value}`, '7.0 {"b":1, "a":[1e400]}');
  assertEquals([parsed.timestamp, parsed.partition, parsed.headers], [1.7e12, undefined, []]);
  assertEquals(parseRecordJson('{"key":"k"}').value, null);
});

Deno.test("parseRecordJson() says what is wrong with a line", () => {
  const cases = [
    ["", "not JSON"],
    ["[]", "not an object"],
    ["{}", "neither a key nor a value"],
    ['{"vlaue":1}', 'unknown member "vlaue"'],
    ['{"value":"_","valueEncoding":"base64"}', "value is not base64"],
    ['{"value":"a","valueEncoding":"hex"}', "valueEncoding must be"],
    ['{"value":"a","partition":-1}', "partition must be"],
    ['{"value":"a","time":"soon"}', "time must be"],
    ['{"value":"a","time":1.5}', "time must be"],
    ['{"value":"a","headers":[]}', "headers must be"],
    ['{"value":"a","headers":{"a":1}}', "the header a must be text"],
    ['{"value":"a","headers":{"a":"base64:_"}}', "the header a is not base64"],
    ['{"value":"a","headerList":[["a"]]}', "headerList must be"],
  ];
  for (const [line, fault] of cases) {
    assertThrows(() => parseRecordJson(line), SyntaxError, fault);
  }
});
