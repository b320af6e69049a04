import { assertEquals, assertThrows } from "@std/assert";
import { avroCodec } from "./avro_codec.ts";
import { SchemaError } from "./registry_error.ts";

const ORDER = JSON.stringify({
  type: "record",
  name: "Order",
  fields: [
    { name: "id", type: "long" },
    { name: "note", type: ["null", "string"], default: null },
    { name: "raw", type: "bytes" },
    { name: "tags", type: { type: "array", items: "string" }, default: [] },
  ],
});

function there(schema: string, json: string): string {
  const codec = avroCodec(schema);
  return codec.decode(codec.encode(undefined, json));
}

Deno.test("avroCodec() gives back what was written, in Avro's JSON encoding", () => {
  const order = '{"id":1,"note":{"string":"é"},"raw":"\\u0001ÿ","tags":["a"]}';
  assertEquals(JSON.parse(there(ORDER, order)), JSON.parse(order));
  assertEquals(there('"string"', '"a"'), '"a"');
  assertEquals(there("long", "-7"), "-7");
});

Deno.test("avroCodec() fills in what has a default", () => {
  assertEquals(there(ORDER, '{"id":1,"raw":""}'), '{"id":1,"note":null,"raw":"","tags":[]}');
});

Deno.test("avroCodec() keeps all digits of a long", () => {
  assertEquals(there('"long"', '"9223372036854775807"'), "9223372036854775807");
  assertThrows(() => there('"long"', "9223372036854775807"), Error, "write it as a string");
});

Deno.test("avroCodec() reads schemas that refer to others", () => {
  const customer = { type: "record", name: "Customer", fields: [{ name: "name", type: "string" }] };
  const codec = avroCodec(
    JSON.stringify({ type: "record", name: "Order", fields: [{ name: "by", type: "Customer" }] }),
    [{ name: "Customer", schema: JSON.stringify(customer) }],
  );
  const json = '{"by":{"name":"Ann"}}';
  assertEquals(codec.decode(codec.encode(undefined, json)), json);
});

Deno.test("avroCodec() refuses what does not fit", () => {
  for (const json of ['{"id":"x"}', "{}", '{"id":1,"note":"untagged"}', "1", "{"]) {
    assertThrows(() => there(ORDER, json), Error);
  }
  for (const schema of ["{", '"strange"', '{"type":"record"}']) {
    assertThrows(() => avroCodec(schema), SchemaError, "Cannot use the Avro schema");
  }
  const codec = avroCodec(ORDER);
  assertThrows(() => codec.decode(new Uint8Array([1])), Error);
});
