import { assert, assertEquals } from "@std/assert";
import { inTurns } from "./in_turns.ts";

Deno.test("inTurns() takes all values in their order, and lets others have their turn", async () => {
  const taken: number[] = [];
  let takenAtTurn: number | undefined;
  setTimeout(() => takenAtTurn = taken.length, 0);
  await inTurns([0, 1, 2, 3], (value) => {
    taken.push(value);
    // Each holds the loop for longer than a turn.
    for (const begun = performance.now(); performance.now() - begun < 30;);
  });
  assertEquals(taken, [0, 1, 2, 3]);
  assert(takenAtTurn !== undefined && takenAtTurn < 4);
});

Deno.test("inTurns() ends with what a value's taking throws", async () => {
  let message = "";
  const failing = inTurns([1], () => {
    throw new Error("not this one");
  });
  await failing.catch((error: Error) => message = error.message);
  assertEquals(message, "not this one");
});
