import { assertEquals } from "@std/assert";
import { median } from "./median.ts";

Deno.test("median() is the middle one by size, or the mean of the two", () => {
  assertEquals(median([10, 9, 2]), 9);
  assertEquals(median([10, 9, 2, 1]), 5.5);
});
