import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { header, viewHeaders } from "./headers.ts";
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

Deno.test("viewHeaders() gives one value as it is, several as an array, under any name", () => {
  const headers: Header[] = [
    ["a", Buffer.from("1")],
    ["a", null],
    ["constructor", Buffer.from("c")],
    ["__proto__", null],
    ["raw", new Uint8Array([0xc3, 0x28])],
    ["like raw", Buffer.from("base64:wyg=")],
    ["empty", Buffer.alloc(0)],
  ];
  const { headers: shown, headerList } = viewHeaders(headers);
  assertEquals(Object.entries(shown), [
    ["a", ["1", null]],
    ["constructor", "c"],
    ["__proto__", null],
    ["raw", "base64:wyg="],
    ["like raw", "base64:YmFzZTY0Ond5Zz0="],
    ["empty", ""],
  ]);
  assertEquals(headerList, undefined);
  assertEquals(viewHeaders([]), { headers: {} });
});

Deno.test("viewHeaders() lists headers whose order an object cannot tell", () => {
  const [one, two, three] = ["1", "2", "3"].map((text) => Buffer.from(text));
  const cases: [headers: Header[], isListed: boolean][] = [
    [[["a", one], ["b", two], ["a", three]], true],
    [[["b", one], ["a", two], ["a", three]], false],
    // Names that are numbers come first in an object, and by their size.
    [[["b", one], ["7", null]], true],
    [[["10", one], ["9", two]], true],
    [[["9", one], ["10", two], ["a", three]], false],
  ];
  for (const [headers, isListed] of cases) {
    const list = headers.map(([name, value]) => [name, value && `${value}`]);
    const { headerList } = viewHeaders(headers);
    assertEquals<unknown>(headerList, isListed ? list : undefined, JSON.stringify(list));
  }
});
