import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { viewMessage } from "./message_view.ts";

const record = {
  topic: "t",
  partition: 1,
  offset: 2,
  timestamp: 0,
  key: null,
  value: null,
  headers: [],
};

Deno.test("viewMessage() shows a value as JSON, else as text, else as base64", () => {
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

Deno.test("viewMessage() shows key, time and headers", () => {
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

Deno.test("viewMessage() shows a key that is not text as base64", () => {
  const view = viewMessage({ ...record, key: Buffer.from([0xfe]) });
  assertEquals([view.key, view.keyEncoding], ["/g==", "base64"]);
});
