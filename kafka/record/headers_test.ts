import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { header, headersByName } from "./headers.ts";
import type { Header } from "./record.ts";

Deno.test("header() finds the first value of a name, and tells null from none", () => {
  const [one, two] = [new Uint8Array([1]), new Uint8Array([2])];
  const headers: Header[] = [["a", one], ["__proto__", null], ["a", two]];
  assertEquals(["a", "__proto__", "constructor"].map((name) => header({ headers }, name)), [
    one,
    null,
    undefined,
  ]);
});

Deno.test("headersByName() gives one value as it is, several as an array, under any name", () => {
  const headers: Header[] = [
    ["a", Buffer.from("1")],
    ["constructor", Buffer.from("c")],
    ["__proto__", null],
    ["a", null],
  ];
  const shown = headersByName(headers, (value) => value && `${value}`);
  assertEquals(Object.entries(shown), [
    ["a", ["1", null]],
    ["constructor", "c"],
    ["__proto__", null],
  ]);
  assertEquals(headersByName([], String), {});
});
