import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseDuration } from "./duration.ts";
import { isTopicName } from "./names.ts";

Deno.test("isTopicName() takes names of Kafka's characters, and no other text", () => {
  const letters = [..."abcxyzABCXYZ0189._-"];
  const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 249 })
    .filter((name) => name !== "." && name !== "..");
  fc.assert(fc.property(name, (name) => assert(isTopicName(name))));
  const other = fc.string({ unit: "grapheme" }).filter((text) => /[^\w.-]/u.test(text));
  fc.assert(fc.property(other, (text) => assert(!isTopicName(text))));
});

Deno.test("parseDuration() gives whole ms that timers and dates can count, or nothing", () => {
  const units = fc.constantFrom("ms", "s", "m", "h", "d", "", "w", " s");
  const number = fc.oneof(fc.nat().map(String), fc.double().map(String), fc.bigInt().map(String));
  fc.assert(fc.property(number, units, (number, unit) => {
    const ms = parseDuration(`${number}${unit}`);
    assert(ms === undefined || Number.isSafeInteger(ms) && ms >= 0, `${number}${unit}: ${ms}`);
  }));
  fc.assert(fc.property(fc.nat(), (n) => assertEquals(parseDuration(`${n}s`), n * 1_000)));
});
