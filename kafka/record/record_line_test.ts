import { Buffer } from "node:buffer";
import { assertEquals, assertThrows } from "@std/assert";
import { formatLine, parseLine } from "./record_line.ts";

Deno.test("parseLine() finds key and value", () => {
  const cases = [
    ["a:b", {}, null, "a:b"],
    ["a:b", { key: "k" }, "k", "a:b"],
    ["a:b:c", { separator: ":" }, "a", "b:c"],
    [":b", { separator: ":" }, "", "b"],
    ["a=>", { separator: "=>" }, "a", ""],
  ] as const;
  for (const [line, options, key, value] of cases) {
    assertEquals(parseLine(line, options), { key, value });
  }
  assertThrows(() => parseLine("ab", { separator: ":" }), Error, 'the separator ":"');
});

Deno.test("formatLine() gives lines that parseLine() reads", () => {
  const [key, value] = [Buffer.from("a"), Buffer.from("b")];
  assertEquals(`${formatLine({ key, value })}`, "b\n");
  assertEquals(`${formatLine({ key, value }, ":")}`, "a:b\n");
  assertEquals(`${formatLine({ key: null, value: null }, "\t")}`, "\t\n");
});

Deno.test("formatLine() keeps bytes that are no text", () => {
  const value = new Uint8Array([0xff, 0x00, 0xfe]);
  assertEquals([...formatLine({ key: null, value })], [0xff, 0x00, 0xfe, 10]);
});
