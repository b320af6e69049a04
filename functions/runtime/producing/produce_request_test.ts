import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { Turn } from "../../../kafka/in_turns.ts";
import { Problem } from "../http/problems/problem.ts";
import { embeddedFormat } from "./embedded_format.ts";
import { parseProduceRequest } from "./produce_request.ts";

const json = embeddedFormat("application/vnd.kafka.json.v2+json");
const binary = embeddedFormat("application/vnd.kafka.binary.v2+json");
const text = embeddedFormat("application/vnd.kafka.text.v2+json; charset=utf-8");

async function parse(records: unknown, embedded = json) {
  const parsed = await parseProduceRequest(JSON.stringify({ records }), embedded);
  return parsed.map((record) => {
    if ("fault" in record) return record.fault;
    return [record.key, record.value];
  });
}

Deno.test("parseProduceRequest() writes JSON as its JSON text", async () => {
  const records = [{ key: "k", value: { a: [1, null] } }, { value: "text" }, { key: 0, value: "" }];
  assertEquals(await parse(records), [[`"k"`, `{"a":[1,null]}`], [null, `"text"`], ["0", `""`]]);
});

Deno.test("parseProduceRequest() writes JSON byte by byte as it is spelled", async () => {
  const cases: [record: string, key: string | null, value: string | null][] = [
    ['{"key":9007199254740993,"value":1e400}', "9007199254740993", "1e400"],
    [
      '{"value":{"id":9007199254740993, "p":1.0,"p":-0,\n"2":1,"1":"\\u00fc"}}',
      null,
      '{"id":9007199254740993, "p":1.0,"p":-0,\n"2":1,"1":"\\u00fc"}',
    ],
    ['{ "\\u006bey" : "azE=" , "value" : [ ] }', '"azE="', "[ ]"],
    ['{"value":1,"partition":0,"value":"last","key":null}', null, '"last"'],
    ['{"headers":{"key":"a","value":"]}"},"value":true}', null, "true"],
  ];
  const records = cases.map(([record]) => record).join(" ,\r\n");
  const body =
    `{"records":[{"value":"not these"}],"key_schema":"records","records": [${records}] }`;
  assertEquals(
    (await parseProduceRequest(body, json)).map((record) =>
      "fault" in record || [record.key, record.value]
    ),
    cases.map(([, key, value]) => [key, value]),
  );
});

Deno.test("parseProduceRequest() tells ten of many faults", async () => {
  const names = Array.from({ length: 131_000 }, (_, n) => `"unknown-${n}":1`).join();
  const long = `"${"x".repeat(500_000)}":1`;
  const bodies = [
    `{"records":[{${names}}]}`,
    `{"records":[{"value":1}],${names}}`,
    `{"records":[{${long},${names}}]}`,
    `{"records":[${"{},".repeat(100_000)}{}]}`,
  ];
  for (const body of bodies) {
    const problem = await assertRejects(() => parseProduceRequest(body, json), Problem);
    assertEquals([problem.status, problem.fields.length], [422, 10]);
    assert(JSON.stringify(problem.body()).length < 10_000);
  }
});

Deno.test("parseProduceRequest() writes text as it is", async () => {
  assertEquals(await parse([{ key: "k", value: "ü" }, { key: "k", value: null }], text), [
    ["k", "ü"],
    ["k", null],
  ]);
});

Deno.test("parseProduceRequest() decodes base64", async () => {
  assertEquals(await parse([{ key: "azE=", value: "AP8=" }, { key: null }], binary), [
    [Buffer.from("k1"), Buffer.from([0, 255])],
    [null, null],
  ]);
});

Deno.test("parseProduceRequest() finds the records that cannot be decoded, and keeps the others", async () => {
  assertEquals(await parse([{ value: "!" }, { key: 1, value: "" }, { value: "AA==" }], binary), [
    "value must be valid base64",
    "key must be base64 or null in the binary format",
    [null, Buffer.from([0])],
  ]);
  assertEquals(await parse([{ value: 1 }], text), [
    "value must be a string or null in the text format",
  ]);
});

Deno.test("parseProduceRequest() takes headers as an object and as an array", async () => {
  const cases: [unknown, unknown][] = [
    [{ a: "1", b: ["2", "3"] }, [["a", "1"], ["b", "2"], ["b", "3"]]],
    [[{ name: "a", value: "1" }, { key: "b", value: "2" }, { name: "a", value: "3" }], [
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
    ]],
    [{ a: null, b: ["2", null] }, [["a", null], ["b", "2"], ["b", null]]],
    [[{ name: "a", value: null }], [["a", null]]],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [given, expected] of cases) {
    const body = JSON.stringify({ records: [{ value: 1, headers: given }] });
    const [record] = await parseProduceRequest(body, json);
    assert("headers" in record);
    assertEquals(record.headers, expected, body);
  }
  const hostile = `{"records":[{"value":1,"headers":[{"name":"__proto__","value":"x"}]}]}`;
  const [record] = await parseProduceRequest(hostile, json);
  assert("headers" in record);
  assertEquals(record.headers, [["__proto__", "x"]]);
});

Deno.test("parseProduceRequest() takes timestamps as ms and as ISO 8601", async () => {
  const cases: [unknown, number | undefined][] = [
    [0, 0],
    [1700000000123, 1700000000123],
    // Somebody's microseconds.
    [1700000000123456, 1700000000123456],
    ["2023-11-14T22:13:20.123Z", 1700000000123],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [timestamp, expected] of cases) {
    const body = JSON.stringify({ records: [{ value: 1, timestamp }] });
    const [record] = await parseProduceRequest(body, json);
    assert("timestamp" in record);
    assertEquals(record.timestamp, expected, body);
  }
});

Deno.test("parseProduceRequest() refuses other shapes, and says what to change", async () => {
  const headers = `must be {"name": "text"} or [{"name": "name", "value": "text"}]; null for null`;
  const timestamp = "must be a whole number of ms since the Unix epoch, or ISO 8601";
  const nothing = "must have a key or a value; a record of nothing has null for both";
  const cases: [string, string, string][] = [
    ["[]", "records", "must be an array of at least one record"],
    ["null", "records", "must be an array of at least one record"],
    [`{"records":{}}`, "records", "must be an array of at least one record"],
    [`{"records":[]}`, "records", "must be an array of at least one record"],
    [
      `{"records":[1],"topic":"a"}`,
      "topic",
      "is unknown; known are records, key_schema, key_schema_id, value_schema, value_schema_id",
    ],
    [`{"records":[1]}`, "records.0", `must be an object such as {"value": 1}`],
    [
      `{"records":[{"value":1},{"val":1}]}`,
      "records.1.val",
      "is unknown; known are key, value, partition, timestamp, headers",
    ],
    [
      `{"records":[{"partition":-1}]}`,
      "records.0.partition",
      "must be a whole number, 0 or more",
    ],
    [
      `{"records":[{"partition":"0"}]}`,
      "records.0.partition",
      "must be a whole number, 0 or more",
    ],
    [`{"records":[{"value":1},{}]}`, "records.1", nothing],
    [`{"records":[{"partition":0,"headers":{}}]}`, "records.0", nothing],
    [`{"records":[{"headers":{"a":1}}]}`, "records.0.headers", headers],
    [`{"records":[{"timestamp":-1}]}`, "records.0.timestamp", timestamp],
    [`{"records":[{"timestamp":1.5}]}`, "records.0.timestamp", timestamp],
    [`{"records":[{"timestamp":1e300}]}`, "records.0.timestamp", timestamp],
    [`{"records":[{"timestamp":"yesterday"}]}`, "records.0.timestamp", timestamp],
    [`{"records":[{"headers":[{"value":"a"}]}]}`, "records.0.headers", headers],
    [`{"records":[{"headers":"a"}]}`, "records.0.headers", headers],
  ];
  for (const [body, field, detail] of cases) {
    const problem = await assertRejects(() => parseProduceRequest(body, json), Problem);
    assertEquals([problem.status, problem.fields[0]], [422, { field, detail }], body);
  }
});

Deno.test("parseProduceRequest() refuses what is not JSON", async () => {
  const problem = await assertRejects(
    () => parseProduceRequest("{", json),
    Problem,
    "Cannot parse",
  );
  assertEquals(problem.status, 400);
});

Deno.test("embeddedFormat() refuses other content types", () => {
  for (const type of [null, "", "text/plain", "application/vnd.kafka.avro.v2+json"]) {
    const problem = assertThrows(() => embeddedFormat(type), Problem, "use application/vnd.kafka");
    assertEquals(problem.status, 415);
  }
});

Deno.test("parseProduceRequest() lets others have their turns where it reads very many records", async () => {
  const body = `{"records":[${'{"value":"!"},'.repeat(200_000)}{"value":"!"}]}`;
  const reading = parseProduceRequest(body, binary);
  let isDone = false;
  let turns = 0;
  reading.then(() => isDone = true);
  for (const turn = new Turn(); !isDone; turns++) await turn.pass();
  assertEquals((await reading).length, 200_001);
  assert(turns > 1, `${turns}`);
});
