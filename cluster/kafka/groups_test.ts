import { assertEquals } from "@std/assert";
import { lagBetween } from "./groups.ts";

const offsets = (...all: string[]) => all.map((offset, partition) => ({ partition, offset }));

Deno.test("lagBetween() sums what is committed and not yet at the high watermark", () => {
  const cases: [string[], string[], number][] = [
    [[], [], 0],
    [["5"], ["5"], 0],
    [["5", "0"], ["7", "10"], 12],
    // No commit: nobody knows where the group would start.
    [["-1", "3"], ["100", "4"], 1],
    // A commit beyond the log's end, as after a topic was made again.
    [["9", "1"], ["2", "2"], 1],
    // A partition that is gone.
    [["1", "1"], ["2"], 1],
  ];
  for (const [committed, watermarks, lag] of cases) {
    assertEquals(lagBetween(offsets(...committed), offsets(...watermarks)), lag);
  }
});
