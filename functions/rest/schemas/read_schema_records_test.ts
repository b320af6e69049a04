import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../../runtime/http/problems/problem.ts";
import { unframe } from "../../runtime/schemas/wire_format.ts";
import { FakeRegistry } from "../../runtime/schemas/testing/fake_registry.ts";
import { readSchemaRecords } from "./read_schema_records.ts";
import { schemasOf } from "../../runtime/schemas/schema_codecs.ts";

const ORDER = JSON.stringify({
  type: "record",
  name: "Order",
  fields: [{ name: "id", type: "int" }],
});

function request(body: unknown, format = "avro"): Request {
  return new Request("http://localhost/topics/t", {
    method: "POST",
    headers: { "content-type": `application/vnd.kafka.${format}.v2+json` },
    body: JSON.stringify(body),
  });
}

async function read(registry: FakeRegistry, body: unknown, format?: string) {
  return await readSchemaRecords(schemasOf(registry.url))(request(body, format), "t")!;
}

async function codeOf(reading: Promise<unknown>): Promise<[status: number, code: number]> {
  const { status, code } = await assertRejects(() => reading, Problem);
  return [status, code];
}

Deno.test("readSchemaRecords() registers schemas below the topic's subjects", async () => {
  await using registry = new FakeRegistry();
  const posted = await read(registry, {
    key_schema: '"string"',
    value_schema: ORDER,
    records: [{ key: "a", value: { id: 1 }, partition: 0 }, { key: null, value: null }],
  });
  assertEquals(registry.asked.filter((path) => path.startsWith("POST")).sort(), [
    "POST /subjects/t-key/versions",
    "POST /subjects/t-value/versions",
  ]);
  const [first, second] = posted.records as { key: Uint8Array | null; value: Uint8Array | null }[];
  assertEquals(unframe(first.key!), {
    id: posted.keySchemaId!,
    payload: new Uint8Array([2, 97]),
  });
  assertEquals(unframe(first.value!), { id: posted.valueSchemaId!, payload: new Uint8Array([2]) });
  assertEquals([second.key, second.value], [null, null]);
});

Deno.test("readSchemaRecords() takes the id of a schema, and asks for it once", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("t-value", { schema: ORDER });
  const reader = readSchemaRecords(schemasOf(registry.url));
  for (const value of [1, 2]) {
    const body = { value_schema_id: id, records: [{ value: { id: value } }] };
    const { valueSchemaId, keySchemaId } = await reader(request(body), "t")!;
    assertEquals([valueSchemaId, keySchemaId], [id, null]);
  }
  assertEquals(registry.asked, [`GET /schemas/ids/${id}`]);
});

Deno.test("readSchemaRecords() writes JSON that meets a JSON Schema as it is spelled", async () => {
  await using registry = new FakeRegistry();
  const schema = JSON.stringify({ type: "object", properties: { id: { type: "number" } } });
  const body = { value_schema: schema, records: [{ value: { id: 1 } }] };
  const { records } = await read(registry, body, "jsonschema");
  const [{ value }] = records as { value: Uint8Array }[];
  assertEquals(new TextDecoder().decode(unframe(value)!.payload), '{"id":1}');
  const wrong = { value_schema: schema, records: [{ value: { id: "1" } }] };
  assertEquals(await codeOf(read(registry, wrong, "jsonschema")), [422, 42203]);
});

Deno.test("readSchemaRecords() refuses with the codes of REST Proxy", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("t-value", { schema: ORDER });
  const records = [{ value: { id: 1 } }];
  const cases: [body: unknown, status: number, code: number][] = [
    [{ value_schema_id: id, records: [{ key: "k", value: { id: 1 } }] }, 422, 42201],
    [{ records }, 422, 42202],
    [{ value_schema_id: id, records: [{ value: { id: "x" } }] }, 422, 42203],
    [{ value_schema: "{", records }, 422, 42205],
    [{ value_schema: '"strange"', records }, 422, 42205],
    [{ value_schema_id: 99, records }, 408, 40801],
    [{ value_schema_id: "1", records }, 422, 422],
    [{ value_schema: 1, records }, 422, 422],
    [{ value_schema: ORDER, records: [] }, 422, 422],
  ];
  for (const [body, ...expected] of cases) {
    assertEquals(await codeOf(read(registry, body)), expected, JSON.stringify(body));
  }
  const other = { value_schema_id: id, records };
  assertEquals(await codeOf(read(registry, other, "jsonschema")), [422, 42205]);
  registry.broken = 503;
  assertEquals(await codeOf(read(registry, { value_schema: '"int"', records })), [408, 40801]);
});

Deno.test("readSchemaRecords() leaves other formats alone, and says where there is no registry", () => {
  const reader = readSchemaRecords(undefined);
  assertEquals(reader(request({}, "json"), "t"), undefined);
  try {
    reader(request({}), "t");
  } catch (error) {
    assertEquals((error as Problem).status, 422);
    return;
  }
  throw new Error("It was taken");
});
