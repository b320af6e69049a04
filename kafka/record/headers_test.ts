import { assertEquals } from "@std/assert";
import { header } from "./headers.ts";
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
