import { assertEquals } from "@std/assert";
import { burrowStatus, burrowTopics, goJson } from "./burrow_json.ts";
import { notFound } from "../evaluation/evaluator.ts";

Deno.test("goJson() escapes what could be taken for HTML, and stays JSON", () => {
  const text = `<a href="&">\u2028`;
  assertEquals(goJson([text]), '["\\u003ca href=\\"\\u0026\\"\\u003e\\u2028"]');
  assertEquals(JSON.parse(goJson([text])), [text]);
});

Deno.test("burrowStatus() writes fractions as Go writes a float32", () => {
  const fractions = [[0, 0], [1, 1], [0.5, 0.5], [0.1, 0.1], [0.12, 0.12], [1 / 3, 0.33333334], [
    2 / 3,
    0.6666667,
  ], [1 / 7, 0.14285715]];
  for (const [complete, written] of fractions) {
    assertEquals(
      burrowStatus("c", { ...notFound("g"), complete }, { all: true }).complete,
      written,
    );
  }
});

Deno.test("burrowTopics() sorts topics by their names", () => {
  assertEquals(Object.keys(burrowTopics(new Map([["b", []], ["B", []], ["a", []]]))), [
    "B",
    "a",
    "b",
  ]);
});
