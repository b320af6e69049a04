import { assertEquals } from "@std/assert";
import { resetEffect } from "./reset_offsets.ts";

Deno.test("resetEffect() counts what is read again and what is passed by, in a log of 10 to 20", () => {
  const cases: [from: number | undefined, to: number, again: number, passed: number][] = [
    [15, 10, 5, 0],
    [15, 20, 0, 5],
    [15, 15, 0, 0],
    // The log lost 3 to 9, so nobody can read them.
    [3, 10, 0, 0],
    [3, 12, 0, 2],
    // The topic was made anew, and has no 99 yet.
    [99, 10, 10, 0],
  ];
  for (const [from, to, again, passed] of cases) {
    const effect = resetEffect({ from, to, startOffset: 10, endOffset: 20 });
    assertEquals(effect, { again, passed }, `${from} → ${to}`);
  }
  assertEquals(resetEffect({ to: 10, startOffset: 10, endOffset: 20 }), undefined);
});
