import { assertEquals, assertThrows } from "@std/assert";
import { formatRecord, parseRecord } from "./record_text.ts";

Deno.test("parseRecord() finds key and value", () => {
  const cases = [
    ["a:b", {}, null, "a:b"],
    ["a:b", { key: "k" }, "k", "a:b"],
    ["a:b:c", { separator: ":" }, "a", "b:c"],
    [":b", { separator: ":" }, "", "b"],
    ["a=>", { separator: "=>" }, "a", ""],
  ] as const;
  for (const [line, options, key, value] of cases) {
    assertEquals(parseRecord(line, options), { key, value });
  }
  assertThrows(() => parseRecord("ab", { separator: ":" }), Error, 'the separator ":"');
});

Deno.test("formatRecord() gives lines that parseRecord() reads", () => {
  assertEquals(formatRecord({ key: "a", value: "b" }), "b");
  assertEquals(formatRecord({ key: "a", value: "b" }, ":"), "a:b");
  assertEquals(formatRecord({ key: null, value: null }, "\t"), "\t");
});
