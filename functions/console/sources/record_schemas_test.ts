import { assertEquals, assertObjectMatch } from "@std/assert";
import { schemasOf } from "../../runtime/schemas/schema_codecs.ts";
import { FakeRegistry } from "../../runtime/schemas/testing/fake_registry.ts";
import { frame } from "../../runtime/schemas/wire_format.ts";
import { RecordSchemas } from "./record_schemas.ts";

Deno.test("RecordSchemas shows keys and values by the schemas that they name", async () => {
  await using registry = new FakeRegistry();
  const id = registry.register("orders-value", { schema: '"string"' });
  const schemas = new RecordSchemas(schemasOf(registry.url)!);
  const value = frame(id, new Uint8Array([2, 97]));
  assertEquals(await schemas.views({ key: new Uint8Array([107]), value }), {
    key: undefined,
    value: { id, versions: [{ subject: "orders-value", version: 1 }], json: '"a"' },
  });
  // Bytes that only look like it, and those that are not of the schema.
  const odd = await schemas.views({
    key: frame(99, new Uint8Array([1])),
    value: frame(id, new Uint8Array([9])),
  });
  assertEquals(odd.key, undefined);
  assertObjectMatch(odd.value!, { id });
  assertEquals(odd.value!.json, undefined);
  assertObjectMatch(await schemas.schema(id), { type: "AVRO", schema: '"string"' });
  registry.broken = 503;
  const { value: unread } = await schemas.views({ key: null, value: frame(7, new Uint8Array()) });
  assertEquals(unread!.fault?.includes("503"), true);
});
