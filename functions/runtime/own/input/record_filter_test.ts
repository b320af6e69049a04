import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Filter } from "../../define/definition.ts";
import { recordFilter } from "./record_filter.ts";

function wanted(filter: Filter, value: string | null, input: "json" | "text" = "json"): boolean {
  return recordFilter(filter, input)({
    topic: "t",
    partition: 0,
    offset: 0,
    timestamp: 0,
    key: Buffer.from("k"),
    value: value === null ? null : Buffer.from(value),
    headers: [["type", Buffer.from("paid")]],
  });
}

Deno.test("rules must all be met", () => {
  const fields = { "customer.country": "SE", paid: true };
  const value = `{"customer":{"country":"SE"},"paid":true}`;
  const cases: [filter: Filter, wanted: boolean][] = [
    [{}, true],
    [{ key: "k", headers: ["type:paid"], fields }, true],
    [{ key: "other", fields }, false],
    [{ headers: ["type", "source"] }, false],
    [{ fields: { ...fields, paid: "true" } }, false],
    [{ fields: { "customer.country.code": "SE" } }, false],
    [{ fields: { "constructor.name": "Object" } }, false],
  ];
  for (const [filter, expected] of cases) assertEquals(wanted(filter, value), expected);
});

Deno.test("a record that cannot be read is wanted, and a tombstone has no fields", () => {
  assertEquals(wanted({ fields: { a: 1 } }, "{"), true);
  assertEquals(wanted({ fields: { a: 1 } }, null), false);
  assertEquals(wanted(({ value }) => (value as { a: number }).a === 1, `{"a":2}`), false);
  assertEquals(wanted(({ value }) => (value as { a: number }).a === 1, "{"), true);
  assertEquals(wanted(({ value }) => value === null, null), true);
  assertEquals(wanted(({ value }) => value === "{", "{", "text"), true);
});
