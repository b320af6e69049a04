import { assert, assertEquals } from "@std/assert";
import { BOUNDS, judgeGrowth, type Observed, slope } from "./growth.ts";

const HOUR = 3_600_000;
const MiB = 1024 * 1024;

/** An hour of a function's memory, looked at every 30 s. */
function memory(at: (hours: number, index: number) => number): Observed {
  const points = Array.from({ length: 121 }, (_, i): [number, number] => {
    return [i * HOUR / 120, at(i / 120, i)];
  });
  return { node: "consumer", kind: "function", measure: "memory", points };
}

/** Teeth of a garbage collector, up to 30 MiB high. */
const teeth = (index: number) => (index % 7) * 5 * MiB;

Deno.test("slope() is not bent by outliers", () => {
  const line = Array.from({ length: 50 }, (_, i): [number, number] => [i, 2 * i + 5]);
  assertEquals(slope([...line, [20.5, 9_000], [30.5, -9_000]]), 2);
  assertEquals(slope([[1, 1], [1, 7]]), 0);
});

Deno.test("judgeGrowth() finds a leak below the teeth of a garbage collector", () => {
  const [leaking] = judgeGrowth([memory((hours, i) => (90 + 30 * hours) * MiB + teeth(i))]);
  assert(!leaking.isWithin);
  assert(Math.abs(leaking.growth / MiB - 20) < 1, `${leaking.growth / MiB}`);
  assertEquals(leaking.bound, BOUNDS.function.memory);
});

Deno.test("judgeGrowth() takes no warm-up, no teeth and no spike for a leak", () => {
  const warming = memory((hours, i) => Math.min(1, hours * 5) * 80 * MiB + teeth(i));
  const spiking = memory((_, i) => (i === 115 ? 900 : 90) * MiB);
  for (const { isWithin } of judgeGrowth([warming, spiking])) assert(isWithin);
});

Deno.test("judgeGrowth() takes of a heap what collections leave, however high its garbage", () => {
  const heap = (kept: (hours: number) => number): Observed => ({
    ...memory((hours, i) => (kept(hours) + (i % 7) * 5 * (1 + 3 * hours)) * MiB),
    measure: "heap",
  });
  const [higherTeeth, leaking] = judgeGrowth([heap(() => 30), heap((hours) => 30 + 30 * hours)]);
  assert(higherTeeth.isWithin && !leaking.isWithin, `${higherTeeth.growth} ${leaking.growth}`);
});

Deno.test("judgeGrowth() counts sockets one by one, and leaves out what was never seen", () => {
  const points = Array.from({ length: 31 }, (_, i): [number, number] => [i * 1_000, 10 + i]);
  const sockets: Observed = { node: "kafka1", kind: "jvm", measure: "sockets", points };
  const unseen: Observed = {
    ...sockets,
    measure: "heap",
    points: points.map(([at]) => [at, undefined]),
  };
  const judged = judgeGrowth([sockets, unseen]);
  assertEquals(judged.map(({ measure, isWithin }) => [measure, isWithin]), [["sockets", false]]);
});
