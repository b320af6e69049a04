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
    const record = parseLine(Buffer.from(line), options);
    assertEquals([record.key && `${record.key}`, `${record.value}`], [key, value]);
  }
  assertThrows(() => parseLine(Buffer.from("ab"), { separator: ":" }), Error, 'the separator ":"');
});

Deno.test("formatLine() gives lines that parseLine() reads", () => {
  const [key, value] = [Buffer.from("a"), Buffer.from("b")];
  assertEquals(`${formatLine({ key, value })}`, "b\n");
  assertEquals(`${formatLine({ key, value }, ":")}`, "a:b\n");
  assertEquals(`${formatLine({ key: null, value: null }, "\t")}`, "\t\n");
});

Deno.test("parseLine() keeps bytes that are no text", () => {
  const line = Buffer.from([0xff, 0xc3, 0xbc, 0xfe, 13]);
  const { key, value } = parseLine(line, { separator: "ü" });
  assertEquals([[...key!], [...value]], [[0xff], [0xfe, 13]]);
});

Deno.test("formatLine() keeps bytes that are no text", () => {
  const value = new Uint8Array([0xff, 0x00, 0xfe]);
  assertEquals([...formatLine({ key: null, value })], [0xff, 0x00, 0xfe, 10]);
});
