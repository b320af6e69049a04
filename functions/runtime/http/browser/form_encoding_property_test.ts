import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseQuery } from "./form_encoding.ts";
import { Problem } from "../problems/problem.ts";

Deno.test("parseQuery() reads what URLSearchParams writes, for any fields", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(fc.property(fc.array(fc.tuple(text, text)), (fields) => {
    const url = `http://localhost/?${new URLSearchParams(fields)}`;
    assertEquals([...parseQuery(url)], fields);
  }));
});

Deno.test("parseQuery() takes or refuses any text, with a Problem and nothing else", () => {
  const escapes = fc.array(fc.constantFrom("%", "%f", "%ff", "%C3", "%28", "a", "&", "=", "+"));
  fc.assert(fc.property(fc.oneof(fc.string(), escapes.map((parts) => parts.join(""))), (query) => {
    try {
      parseQuery(`http://localhost/?${query}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }));
});
