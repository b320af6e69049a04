import { assert, assertEquals } from "@std/assert";
import { mock } from "node:test";
import { Turns } from "./turns.ts";

/** Turns of work that ends when it is told to. */
function setUp(limit: number) {
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const turns = new Turns<string>(limit, (one) => {
    log.push(one);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(one, resolve);
    return promise;
  });
  async function end(one: string): Promise<void> {
    ends.get(one)!();
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
  return { turns, log, end };
}

Deno.test("Turns.add() lets as many be worked on as there may be, and then the next", async () => {
  const { turns, log, end } = setUp(2);
  for (const one of ["a", "b", "c", "d"]) turns.add(one);
  assertEquals(log, ["a", "b"]);
  await end("b");
  assertEquals(log, ["a", "b", "c"]);
});

Deno.test("Turns.add() works on one at a time, and once more for all that came meanwhile", async () => {
  const { turns, log, end } = setUp(2);
  for (const one of ["a", "a", "a", "b"]) turns.add(one);
  assertEquals(log, ["a", "b"]);
  await end("a");
  assertEquals(log, ["a", "b", "a"]);
  await end("a");
  assertEquals(log, ["a", "b", "a"]);
});

Deno.test("Turns.done() waits for what is worked on, and clear() lets the others be", async () => {
  const { turns, log, end } = setUp(1);
  turns.add("a");
  turns.add("b");
  turns.clear();
  let isDone = false;
  const done = turns.done().then(() => isDone = true);
  await Promise.resolve();
  assertEquals(isDone, false);
  await end("a");
  await done;
  assertEquals(log, ["a"]);
});

Deno.test("Turns.add() lets another be worked on beside one that takes very long", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { turns, log, end } = setUp(1);
    turns.add("a");
    turns.add("b");
    assertEquals(log, ["a"]);
    mock.timers.tick(5_000);
    assertEquals(log, ["a", "b"]);
    await end("b");
    await end("a");
  } finally {
    mock.timers.reset();
  }
});

Deno.test("Turns.add() lets one wait, until something more is added for it", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { turns, log, end } = setUp(1);
    turns.add("a", 200);
    turns.add("b", 200);
    assertEquals(log, []);
    turns.add("a");
    assertEquals([log, turns.areWaiting], [["a"], false]);
    mock.timers.tick(200);
    assertEquals([log, turns.areWaiting], [["a"], true]);
    await end("a");
    assertEquals(log, ["a", "b"], "the wait of a is over");
    await end("b");
  } finally {
    mock.timers.reset();
  }
});

Deno.test("Turns.clear() ends all waits", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { turns, log } = setUp(1);
    turns.add("a", 200);
    turns.clear();
    mock.timers.tick(200);
    assertEquals(log, []);
  } finally {
    mock.timers.reset();
  }
});

Deno.test("Turns.add() leaves time for all else between turns that wait for nothing", async () => {
  const seen: number[] = [];
  let heartbeats = 0;
  const timer = setInterval(() => heartbeats++, 0);
  try {
    const turns = new Turns<string>(1, () => {
      // Each holds the loop for more than half of what all may.
      for (const begun = performance.now(); performance.now() - begun < 60;);
      seen.push(heartbeats);
      return Promise.resolve();
    });
    for (const one of ["a", "b", "c", "d"]) turns.add(one);
    await turns.done();
  } finally {
    clearInterval(timer);
  }
  assertEquals(seen.length, 4);
  assert(seen[3] > 0, `${seen}`);
});
