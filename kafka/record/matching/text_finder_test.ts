import { assertEquals } from "@std/assert";
import { textFinder } from "./text_finder.ts";

const CASES: [text: string, stored: string, caseless: boolean, found: boolean][] = [
  ['"city": "Lagos"', '{"city":"Lagos"}', false, true],
  ['"city": "Lagos"', '{ "city" :  "Lagos" }', false, true],
  ['"city":"Lagos"', '{"city":"Lagos"}', false, true],
  ['"city": "lagos"', '{"city":"Lagos"}', false, false],
  ['"city": "lagos"', '{"city":"Lagos"}', true, true],
  ['"n": 1', '{"a":"n","b":1}', false, false],
  ["a b", "plain a b", false, true],
  ["A B", "plain a b", true, true],
  ["a b", '{"a":"b"}', false, false],
  ["zoë", "von ZOË", true, true],
  ["zoë", "von ZOË", false, false],
  ["ë€", "Zoë€", false, true],
  ["«", "Zoë", false, false],
  ["(A+", "a (a+)*", true, true],
  ["ä", `${"x".repeat(1_000_000)}Ä`, true, true],
  ["ä", `${"x".repeat(3_000_000)}Ä`, true, false],
  ["a", `${"x".repeat(3_000_000)}A`, true, true],
  ['"city": "Lagos"', `{"pad":"${"x".repeat(70_000)}","city":"Lagos"}`, false, true],
];

CASES.forEach(([text, stored, caseless, found], n) => {
  Deno.test(`textFinder() case ${n + 1}: ${text} in ${stored.slice(0, 30)} is ${found}`, () => {
    assertEquals(textFinder(text, caseless)(new TextEncoder().encode(stored)), found);
  });
});
