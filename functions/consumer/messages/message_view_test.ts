import { assertEquals, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import { messageJson, type MessageView } from "./message_view.ts";

const record: KafkaRecord = {
  topic: "t",
  partition: 1,
  offset: 2,
  timestamp: 0,
  key: null,
  value: null,
  headers: [],
};

function viewMessage(record: KafkaRecord): MessageView {
  return JSON.parse(messageJson(record));
}

Deno.test("messageJson() shows a value as JSON, else as text, else as base64", () => {
  const cases: [string, Buffer | null, unknown, string | null][] = [
    ["1: an object", Buffer.from('{"a":[1]}'), { a: [1] }, "json"],
    ["2: a number", Buffer.from("7"), 7, "json"],
    ["3: text", Buffer.from("random number 7"), "random number 7", "text"],
    ["4: empty", Buffer.alloc(0), "", "text"],
    ["5: not UTF-8", Buffer.from([0xff, 0x00]), "/wA=", "base64"],
    ["6: a tombstone", null, null, null],
    ["7: text that begins as JSON can", Buffer.from("true story"), "true story", "text"],
    ["8: JSON behind white space", Buffer.from("\n [1]"), [1], "json"],
    ["9: JSON's null", Buffer.from("null"), null, "json"],
  ];
  for (const [name, bytes, value, encoding] of cases) {
    const view = viewMessage({ ...record, value: bytes });
    assertEquals([view.value, view.encoding], [value, encoding], name);
  }
});

Deno.test("messageJson() shows key, time and headers", () => {
  const view = viewMessage({
    ...record,
    timestamp: 1_763_830_000_123,
    key: Buffer.from("testOne"),
    headers: [
      ["run", Buffer.from("a")],
      ["twice", Buffer.from("b")],
      ["twice", Buffer.from([0xff])],
    ],
  });
  assertEquals(view.key, "testOne");
  assertEquals(view.keyEncoding, "text");
  assertEquals(view.timestamp, "2025-11-22T16:46:40.123Z");
  assertEquals(view.headers, { run: "a", twice: ["b", "base64:/w=="] });
});

Deno.test("messageJson() shows a key that is not text as base64", () => {
  const view = viewMessage({ ...record, key: Buffer.from([0xfe]) });
  assertEquals([view.key, view.keyEncoding], ["/g==", "base64"]);
});

Deno.test("messageJson() spells JSON and numbers as they are, in one line", () => {
  const value = '{"id":1234567890123456789,\n"p":1.0,"e":1e400,"e":2}';
  const json = messageJson({
    ...record,
    value: Buffer.from(value),
    timestamp: 1_700_000_000_123_456_789n,
  });
  assertStringIncludes(json, `"value":${value.replace("\n", " ")},"encoding":"json"`);
  assertStringIncludes(json, '"timestamp":1700000000123456789,');
  assertEquals(json.includes("\n"), false);
});

Deno.test("messageJson() shows JSON as text that is too deep", () => {
  const value = "[".repeat(8_000) + "]".repeat(8_000);
  const view = viewMessage({ ...record, value: Buffer.from(value) });
  assertEquals([view.value, view.encoding], [value, "text"]);
});

Deno.test("messageJson() tells null from empty, bytes from text, and headers in their order", () => {
  const view = viewMessage({
    ...record,
    key: Buffer.alloc(0),
    headers: [
      ["constructor", Buffer.from("1")],
      ["__proto__", null],
      ["h", null],
      ["raw", new Uint8Array([0xc3, 0x28])],
      ["h", Buffer.alloc(0)],
      ["like raw", Buffer.from("base64:wyg=")],
    ],
  });
  assertEquals([view.key, view.keyEncoding], ["", "text"]);
  assertEquals(view.headerList, [
    ["constructor", "1"],
    ["__proto__", null],
    ["h", null],
    ["raw", "base64:wyg="],
    ["h", ""],
    ["like raw", "base64:YmFzZTY0Ond5Zz0="],
  ]);
  assertEquals(Object.entries(view.headers), [
    ["constructor", "1"],
    ["__proto__", null],
    ["h", [null, ""]],
    ["raw", "base64:wyg="],
    ["like raw", "base64:YmFzZTY0Ond5Zz0="],
  ]);
});
