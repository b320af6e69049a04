import { Buffer } from "node:buffer";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { NewRecord } from "../../../../../kafka/producer/topic_producer.ts";
import { aRecord } from "../../../testing/fake_cluster.ts";
import { setUp } from "../../../testing/set_up.ts";

const PATH = "/topics/sampleOne/records";
const NONE = { headers: [], partition: undefined };

async function produced(fields: Record<string, string>): Promise<unknown[]> {
  const { post, cluster } = setUp();
  const { status, body } = await post(PATH, fields);
  assertEquals(status, 200, body);
  const [[, topic, records]] = cluster.changes;
  assertEquals(topic, "sampleOne");
  return records as unknown[];
}

const RECORDS: [string, Record<string, string>, Record<string, unknown>][] = [
  ["text", { key: "k", value: " v\r\nw" }, { key: "k", value: " v\nw" }],
  ["nothing typed is no key", { value: "v" }, { key: null, value: "v" }],
  ["an empty key", { keyForm: "empty", value: "v" }, { key: "", value: "v" }],
  ["no key", { key: "k", keyForm: "none" }, { key: null, value: "" }],
  ["a tombstone", { key: "k", valueForm: "none", partition: "1" }, {
    ...{ key: "k", value: null, partition: 1 },
  }],
  ["JSON as it is spelled", { valueForm: "json", value: '{"n": 1.0e400}' }, {
    ...{ key: null, value: '{"n": 1.0e400}' },
  }],
  ["bytes", { keyForm: "hex", key: "00 ff", valueForm: "base64", value: "/w==" }, {
    ...{ key: Buffer.from([0, 255]), value: Buffer.from([255]) },
  }],
  ["headers in their order", { headers: "a: 1\r\nb: 2:3\r\na: 4" }, {
    ...{ key: null, value: "", headers: [["a", "1"], ["b", "2:3"], ["a", "4"]] },
  }],
  ["headers as JSON", { headers: '[["a",null],["b","base64:/w=="]]' }, {
    ...{ key: null, value: "", headers: [["a", null], ["b", Buffer.from([255])]] },
  }],
  ["braces as they are", { value: "{{seq}}" }, { key: null, value: "{{seq}}" }],
];

for (const [name, fields, record] of RECORDS) {
  Deno.test(`the form produces ${name}`, async () => {
    const expected: unknown[] = [{ ...NONE, ...record }];
    assertEquals(await produced(fields), expected);
  });
}

Deno.test("the form produces many records of one template", async () => {
  const records = await produced({
    ...{ template: "1", count: "3", key: "k-{{seq}}" },
    ...{ valueForm: "json", value: '{"n":{{seq}},"of":"{{key}}","id":"{{uuid}}"}' },
  }) as NewRecord[];
  assertEquals(records.map(({ key }) => key), ["k-0", "k-1", "k-2"]);
  assertMatch(`${records[2].value}`, /^\{"n":2,"of":"k-2","id":"[\da-f-]{36}"\}$/);
});

const FAULTS: [Record<string, string>, string][] = [
  [{ valueForm: "json", value: '{"a":\n 1,}' }, "Value is no JSON: "],
  [{ keyForm: "hex", key: "f" }, "Key is not hexadecimal"],
  [{ valueForm: "base64", value: "%" }, "Value is no base64"],
  [{ template: "1", value: "{{nope}}" }, "Value has no placeholder {{nope}}"],
  [{ template: "1", key: "{{key}}" }, "Key must not hold {{key}}"],
  [{ template: "1", count: "2", valueForm: "json", value: "{{uuid}}" }, "Value is no JSON"],
  [{ count: "1001" }, "Records must be a whole number from 1 to 1000"],
  [{ headers: "[1]" }, "Headers must be JSON such as"],
];

for (const [fields, text] of FAULTS) {
  Deno.test(`the form refuses ${JSON.stringify(fields)}, and keeps what was typed`, async () => {
    const { post, cluster } = setUp();
    const { status, body } = await post(PATH, fields);
    assertEquals([status, cluster.changes], [422, []]);
    assertStringIncludes(body, text);
  });
}

Deno.test("the form stays open and filled in, and what it wrote is marked", async () => {
  const { post, cluster } = setUp();
  cluster.records = [aRecord("old"), aRecord("kept", { offset: 10 })];
  const { status, body } = await post(`${PATH}?view=wrapped`, { key: "k", value: "kept" });
  assertEquals(status, 200);
  assertStringIncludes(body, "Written to partition 0 at offset 10");
  assertStringIncludes(body, '<details class="folded" open="">');
  assertStringIncludes(body, "kept</textarea>");
  assertStringIncludes(body, 'data-live="/topics/sampleOne/records?view=wrapped"');
  assertEquals(body.match(/<li class="made">/g)?.length, 1);
  assertStringIncludes(body, '<a href="/topics/sampleOne/records/0/10">0:10</a>');
});

Deno.test("a record is edited and produced again as it was", async () => {
  const { post, request, cluster } = setUp();
  const headers: [string, Uint8Array | null][] = [["a", null], ["b", Buffer.from("c")]];
  const key = new Uint8Array([0xff, 0]);
  cluster.records = [aRecord('{\n"a": 1}', { key, headers })];
  const { body } = await request(`${PATH}?copy=0:9`);
  const field = (name: string) =>
    new RegExp(`id="produce-${name}"[^>]*?(?:value="([^"]*)"|>([^<]*)</textarea>)`).exec(body)!
      .slice(1).find((found) => found !== undefined)!
      .replaceAll("&quot;", '"').replace(/^\n/, "");
  const fields = Object.fromEntries(
    ["key", "value", "headers"].map((name) => [name, field(name)]),
  );
  assert(body.includes('<option value="base64" selected="">'));
  await post(PATH, { ...fields, keyForm: "base64", partition: "0" });
  const [[, , [record]]] = cluster.changes as [[string, string, [NewRecord]]];
  assertEquals([...record.key as Uint8Array], [...key]);
  assertEquals(record.value, '{\n"a": 1}');
  assertEquals(record.headers, headers);
});

Deno.test("a record that is too large for a page is not edited there", async () => {
  const { request, cluster } = setUp();
  cluster.records = [aRecord("x".repeat(100_000))];
  const { body } = await request(`${PATH}?copy=0:9`);
  assertStringIncludes(body, "too large to be edited on a page");
});
