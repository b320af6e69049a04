import { assertEquals, assertThrows } from "@std/assert";
import { parseForm, parseQuery } from "./form_encoding.ts";
import { Problem } from "../problems/problem.ts";

Deno.test("parseForm() reads UTF-8, and refuses what is not", () => {
  assertEquals([...parseForm("a=caf%C3%A9&b=1+2&c=100%&d=%zz")], [
    ["a", "café"],
    ["b", "1 2"],
    ["c", "100%"],
    ["d", "%zz"],
  ]);
  for (const text of ["a=caf%E9", "%ff=1", "a=%C3", "a=%ED%A0%80"]) {
    assertEquals(assertThrows(() => parseForm(text), Problem).status, 400, text);
  }
});

Deno.test("parseQuery() reads what follows the path", () => {
  assertEquals([...parseQuery("http://localhost/a")], []);
  assertEquals([...parseQuery("http://localhost/a?")], []);
  assertEquals([...parseQuery("http://localhost/a?=1&constructor=x")], [
    ["", "1"],
    ["constructor", "x"],
  ]);
});
