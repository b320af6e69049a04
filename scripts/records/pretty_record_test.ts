import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { prettyRecord } from "./pretty_record.ts";

const record = { topic: "orders", partition: 2, offset: 7, timestamp: 1_700_000_000_000 };

Deno.test("prettyRecord() lays a record out, and shows what a terminal would obey", () => {
  const text = prettyRecord({
    ...record,
    key: Buffer.from("a\x1b[2J"),
    value: Buffer.from('{"id":12345678901234567890}'),
    headers: [["type", Buffer.from("new")], ["trace", null]],
  });
  assertEquals(text.split("\n"), [
    String.raw`orders/2/7  2023-11-14T22:13:20.000Z  key a\x1b[2J`,
    "type: new",
    "trace: null",
    "{",
    '  "id": 12345678901234567890',
    "}",
    "",
  ]);
});

Deno.test("prettyRecord() tells tombstones and bytes", () => {
  const shown = (value: Buffer | null) =>
    prettyRecord({ ...record, key: null, value, headers: [] }).split("\n")[1];
  assertEquals(shown(null), "null: a tombstone");
  assertEquals(shown(Buffer.from([0xff])), "base64:/w==");
  assertEquals(shown(Buffer.from("plain")), "plain");
});
