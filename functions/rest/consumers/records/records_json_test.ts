import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header, KafkaRecord } from "../../../../kafka/record/record.ts";
import type { EmbeddedFormat } from "../../media_types.ts";
import { EMBED } from "./embedding.ts";
import { RecordsJson } from "./records_json.ts";

const AT = { topic: "t", partition: 3 };

function record(offset: number, key: string | null, value: string | Buffer | null): KafkaRecord {
  const bytes = (of: string | Buffer | null) => of === null ? null : Buffer.from(of as string);
  return { ...AT, offset, timestamp: 0, key: bytes(key), value: bytes(value), headers: [] };
}

function textOf(records: RecordsJson): Promise<string> {
  return new Response(records.toBody()).text();
}

/** The value of a record in an answer. */
async function valueIn(format: EmbeddedFormat, value: string | Buffer | null): Promise<string> {
  const records = new RecordsJson(EMBED[format], 1_000);
  records.add(AT, [record(0, null, value)]);
  const json = await textOf(records);
  JSON.parse(json);
  return /"value":(.*),"partition"/.exec(json)![1];
}

function values(format: EmbeddedFormat, ...given: (string | Buffer | null)[]): Promise<string[]> {
  return Promise.all(given.map((value) => valueIn(format, value)));
}

Deno.test("RecordsJson shows records in REST Proxy's shape", async () => {
  const records = new RecordsJson(EMBED.json, 1_000);
  records.add(AT, [record(8, '"k"', '{"a":1.0}'), record(9, null, null)]);
  assertEquals(
    await textOf(records),
    '[{"topic":"t","key":"k","value":{"a":1.0},"partition":3,"offset":8},' +
      '{"topic":"t","key":null,"value":null,"partition":3,"offset":9}]',
  );
  const headers: KafkaRecord["headers"] = [["h", Buffer.from("x")], ["n", null]];
  const withHeaders = new RecordsJson(EMBED.text, 1_000);
  withHeaders.add(AT, [{ ...record(1, null, "v"), headers }]);
  assertEquals(JSON.parse(await textOf(withHeaders))[0].headers, [
    { key: "h", value: "eA==" },
    { key: "n", value: null },
  ]);
  assertEquals(new RecordsJson(EMBED.json, 1).toBody(), "[]");
});

Deno.test("RecordsJson embeds any bytes in each format", async () => {
  const wrong = Buffer.from([0xff]);
  assertEquals(await values("json", "12345678901234567890", "plain", '{"a":\n1}', "", wrong), [
    "12345678901234567890",
    '"plain"',
    '{"a": 1}',
    '""',
    '"/w=="',
  ]);
  assertEquals(await values("text", 'a"b', "1", wrong), ['"a\\"b"', '"1"', '"/w=="']);
  assertEquals(await values("binary", "Hello", wrong, null), ['"SGVsbG8="', '"/w=="', "null"]);
});

Deno.test("RecordsJson takes what goes in, and one record at least", () => {
  const records = new RecordsJson(EMBED.text, 5);
  assertEquals(records.add(AT, [record(0, null, "too long"), record(1, null, "x")]), 1);
  assertEquals([records.bounds.count, records.bounds.isFull], [1, true]);
});

Deno.test("RecordsJson shows large records as it does small ones, in parts", async () => {
  const cases: [format: EmbeddedFormat, value: string | Buffer, shown: string][] = [
    ["json", `[${"1,\n".repeat(100_000)}2.0]`, `[${"1, ".repeat(100_000)}2.0]`],
    ["json", `[${"1,".repeat(100_000)}`, JSON.stringify(`[${"1,".repeat(100_000)}`)],
    ["json", "[".repeat(100_000), JSON.stringify("[".repeat(100_000))],
    ["text", '€\0"😀'.repeat(50_000), JSON.stringify('€\0"😀'.repeat(50_000))],
    ["text", Buffer.alloc(200_000, 0xff), `"${Buffer.alloc(200_000, 0xff).toString("base64")}"`],
    ["binary", "a".repeat(400_000), `"${Buffer.alloc(400_000, "a").toString("base64")}"`],
  ];
  for (const [format, value, shown] of cases) {
    const records = new RecordsJson(EMBED[format], 10_000_000);
    records.add(AT, [record(7, "1", "2"), record(8, null, value), record(9, "3", null)]);
    const body = records.toBody();
    assert(body instanceof ReadableStream);
    const json = await new Response(body).text();
    assert(json.includes(`"value":${shown},"partition":3,"offset":8}`), json.slice(0, 200));
    const offsets = JSON.parse(json).map(({ offset }: { offset: number }) => offset);
    assertEquals(offsets, [7, 8, 9]);
  }
});

Deno.test("RecordsJson shows all of many headers, in parts", async () => {
  const headers = Array.from({ length: 50_000 }, (_, n): Header => [`h${n}`, Buffer.from([n & 1])]);
  const records = new RecordsJson(EMBED.json, 1_000);
  records.add(AT, [{ ...record(1, null, "v"), headers }]);
  const [shown] = JSON.parse(await textOf(records));
  assertEquals(shown.headers.length, 50_000);
  assertEquals(shown.headers.at(-1), { key: "h49999", value: "AQ==" });
});
