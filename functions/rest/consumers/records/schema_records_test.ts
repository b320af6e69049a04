import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { frame } from "../../../runtime/schemas/wire_format.ts";
import { FakeRegistry } from "../../../runtime/schemas/testing/fake_registry.ts";
import { schemasOf } from "../../../runtime/schemas/schema_codecs.ts";
import { SchemaRecords } from "./schema_records.ts";

const AT = { topic: "t", partition: 3 };

function gathered(...values: (Uint8Array | null)[]): SchemaRecords {
  const records = new SchemaRecords(1_000);
  records.add(
    AT,
    values.map((value, i) => ({
      ...AT,
      offset: 7 + i,
      timestamp: 0,
      key: Buffer.from("k"),
      value: value && Buffer.from(value),
      headers: [],
    })),
  );
  return records;
}

Deno.test("SchemaRecords gives values by the schema that they name", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("t-value", { schema: '"string"' });
  const value = frame(id, new Uint8Array([2, 97]));
  const records = gathered(value, null);
  const body = new Response(await records.toBody(schemasOf(registry.url)!));
  assertEquals(await body.json(), [
    { topic: "t", key: "k", value: "a", partition: 3, offset: 7 },
    { topic: "t", key: "k", value: null, partition: 3, offset: 8 },
  ]);
  assertEquals(records.starts, [{ ...AT, offset: 7 }]);
});

Deno.test("SchemaRecords gives what is of no schema that is known as text or base64", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("t-value", { schema: '"string"' });
  const odd = [
    Buffer.from("plain"),
    frame(99, new Uint8Array([2])),
    frame(id, new Uint8Array([9])),
  ];
  const body = new Response(await gathered(...odd).toBody(schemasOf(registry.url)!));
  const records: { value: unknown }[] = await body.json();
  assertEquals(records.map(({ value }) => value), [
    "plain",
    "AAAAAGMC",
    "AAAAAAEJ",
  ]);
});

Deno.test("SchemaRecords fails where the registry does not tell", async () => {
  await using registry = new FakeRegistry();
  registry.broken = 500;
  const records = gathered(frame(1, new Uint8Array([2])));
  const { code } = await assertRejects(() => records.toBody(schemasOf(registry.url)!), Problem);
  assertEquals(code, 40801);
});
