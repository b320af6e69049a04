import { assertEquals } from "@std/assert";
import { inSlots } from "./letter_causes.ts";

const cause = { topic: "t.dlq", source: "t", function: "f", error: "Error: #" };

Deno.test("inSlots() counts the letters of all causes in the same slots of time", () => {
  const { causes, slotLength } = inSlots([
    { ...cause, times: [0] },
    { ...cause, error: "other", times: [24 * 3_600_000 - 1, 23 * 3_600_000] },
  ]);
  assertEquals(slotLength, 3_600_000);
  assertEquals(causes.map(({ error, letters }) => [error, letters]), [["other", 2], [
    "Error: #",
    1,
  ]]);
  assertEquals([causes[0].slots.at(-1), causes[1].slots[0], causes[0].slots.length], [2, 1, 24]);
});

Deno.test("inSlots() of no letters is nothing", () => {
  assertEquals(inSlots([]).causes, []);
});
