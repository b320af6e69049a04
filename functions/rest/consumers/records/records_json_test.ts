import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { EmbeddedFormat } from "../../media_types.ts";
import { EMBED, RecordsJson } from "./records_json.ts";

const AT = { topic: "t", partition: 3 };

function record(offset: number, key: string | null, value: string | Buffer | null): KafkaRecord {
  const bytes = (of: string | Buffer | null) => of === null ? null : Buffer.from(of as string);
  return { ...AT, offset, timestamp: 0, key: bytes(key), value: bytes(value), headers: [] };
}

function values(format: EmbeddedFormat, ...given: (string | Buffer | null)[]): string[] {
  return given.map((value) => {
    const records = new RecordsJson(EMBED[format], 1_000);
    records.add(AT, [record(0, null, value)]);
    JSON.parse(records.json);
    return /"value":(.*),"partition"/.exec(records.json)![1];
  });
}

Deno.test("RecordsJson shows records in REST Proxy's shape", () => {
  const records = new RecordsJson(EMBED.json, 1_000);
  records.add(AT, [record(8, '"k"', '{"a":1.0}'), record(9, null, null)]);
  assertEquals(
    records.json,
    '[{"topic":"t","key":"k","value":{"a":1.0},"partition":3,"offset":8},' +
      '{"topic":"t","key":null,"value":null,"partition":3,"offset":9}]',
  );
  const headers: KafkaRecord["headers"] = [["h", Buffer.from("x")], ["n", null]];
  const withHeaders = new RecordsJson(EMBED.text, 1_000);
  withHeaders.add(AT, [{ ...record(1, null, "v"), headers }]);
  assertEquals(JSON.parse(withHeaders.json)[0].headers, [
    { key: "h", value: "eA==" },
    { key: "n", value: null },
  ]);
  assertEquals(new RecordsJson(EMBED.json, 1).json, "[]");
});

Deno.test("RecordsJson embeds any bytes in each format", () => {
  const wrong = Buffer.from([0xff]);
  assertEquals(values("json", "12345678901234567890", "plain", '{"a":\n1}', "", wrong), [
    "12345678901234567890",
    '"plain"',
    '{"a": 1}',
    '""',
    '"/w=="',
  ]);
  assertEquals(values("text", 'a"b', "1", wrong), ['"a\\"b"', '"1"', '"/w=="']);
  assertEquals(values("binary", "Hello", wrong, null), ['"SGVsbG8="', '"/w=="', "null"]);
});

Deno.test("RecordsJson takes what goes in, and one record at least", () => {
  const records = new RecordsJson(EMBED.text, 5);
  assertEquals(records.add(AT, [record(0, null, "too long"), record(1, null, "x")]), 1);
  assertEquals([records.bounds.count, records.bounds.isFull], [1, true]);
});
