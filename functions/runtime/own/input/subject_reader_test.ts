import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { RegistryError } from "../../schemas/registry_error.ts";
import { schemasOf } from "../../schemas/schema_codecs.ts";
import { FakeRegistry } from "../../schemas/testing/fake_registry.ts";
import { frame } from "../../schemas/wire_format.ts";
import { readRecords } from "./read_records.ts";
import { InputError, valueReader } from "./value_reader.ts";

const INPUT = { subject: "orders-value" };
const A = new Uint8Array([2, 97]);

Deno.test("valueReader() reads values of a subject by the version that each names", async () => {
  await using registry = new FakeRegistry();
  const text = registry.register("orders-value", { schema: '"string"' });
  const number = registry.register("orders-value", { schema: '"int"' });
  const read = valueReader(INPUT, schemasOf(registry.url));
  assertEquals(await read(frame(text, A)), "a");
  assertEquals(await read(frame(number, new Uint8Array([2]))), 1);
  // It is known by then.
  assertEquals(read(frame(text, A)), "a");
  assertEquals(read(null), null);
});

Deno.test("valueReader() refuses what is not of the subject", async () => {
  await using registry = new FakeRegistry();
  const other = registry.register("payments-value", { schema: '"string"' });
  const read = valueReader(INPUT, schemasOf(registry.url));
  assertThrows(() => read(Buffer.from('{"id":1}')), InputError, "wire format");
  await assertRejects(() => read(frame(other, A)) as Promise<unknown>, InputError, "no version of");
  await assertRejects(() => read(frame(99, A)) as Promise<unknown>, InputError, "404");
  const own = registry.register("orders-value", { schema: '"string"' });
  assertEquals(own, other);
  assertEquals(await read(frame(own, A)), "a");
  assertThrows(() => read(frame(own, new Uint8Array([9]))), InputError, "by orders-value");
});

Deno.test("readRecords() fails as a whole where the registry does not tell", async () => {
  await using registry = new FakeRegistry();
  registry.broken = 503;
  const read = valueReader(INPUT, schemasOf(registry.url));
  const record = { topic: "t", partition: 0, offset: 0, timestamp: 0, key: null, headers: [] };
  const values = [Buffer.from(frame(1, A)), null];
  const reading = Promise.resolve(
    readRecords(values.map((value) => ({ ...record, value })), read),
  );
  const { isOutage } = await assertRejects(() => reading, RegistryError);
  assertEquals(isOutage, true);
});

Deno.test("valueReader() takes values of a subject as JSON where there is no registry", () => {
  assertEquals(valueReader(INPUT)(Buffer.from('{"id":1}')), { id: 1 });
});
