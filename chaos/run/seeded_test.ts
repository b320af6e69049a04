import { assert, assertEquals } from "@std/assert";
import { seeded } from "./seeded.ts";

Deno.test("seeded() gives the same numbers for the same seed, from 0 to below 1", () => {
  const numbers = (seed: number) => Array.from({ length: 100 }, seeded(seed));
  assertEquals(numbers(7), numbers(7));
  assert(numbers(7).join() !== numbers(8).join());
  assert(numbers(7).every((number) => number >= 0 && number < 1));
});
