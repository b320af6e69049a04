/**
 * What a lab costs that nobody uses: its CPU time, against that of the same cluster launched plainly; and
 * what a function needs to be ready, and at rest.
 *
 * @module
 */
import { delay } from "@std/async";
import { close, openLab } from "../run/cleanup.ts";
import { cpuTime } from "../run/cpu_time.ts";
import { memoryOf } from "../run/memory.ts";
import { procMissing } from "../run/obstacles.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { launchPlainly } from "../subjects/plain_cluster.ts";
import { startServer } from "../subjects/servers.ts";

/** How long the idle lab is watched, ms, after it was left alone. */
const WATCHED = 60_000;
const LEFT_ALONE = 5_000;
/** How long a process is left alone before its memory is looked at, ms. */
const REST = 3_000;

export default {
  summary: "CPU of an idle lab, and a function's start and memory",
  obstacle: procMissing,
  run,
} satisfies Part;

async function run(bench: Bench): Promise<Comparison[]> {
  const lab = await bench.lab();
  bench.note("an idle lab");
  const own = await idleCost([...(await lab.pids()).values()]);
  bench.note("an idle cluster");
  const plain = openLab();
  let other: number;
  try {
    // Its data is that of a lab, so that there is as much to look after.
    await plain.up();
    await plain.task("down");
    const cluster = await launchPlainly(plain);
    other = await idleCost(cluster.pids);
    await cluster.stop();
  } finally {
    await close(plain);
  }
  bench.note("a function's start");
  const starts: number[] = [];
  const memories: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    const began = performance.now();
    await using server = await startServer("producer function", lab);
    starts.push((performance.now() - began) / 1_000);
    await delay(REST);
    memories.push(await memoryOf([server.pid]));
  }
  const name = "the producer";
  return [
    {
      ...{ what: "CPU of an idle lab", unit: "ms/s", better: "less", target: { ratio: 1.1 } },
      subjects: [
        { name: "up, all of it", samples: [own] },
        { name: "the six JVMs, plainly", samples: [other] },
      ],
    },
    {
      ...{ what: "a function's start to /readyz", unit: "s", better: "less" },
      ...{ target: { value: 0.5 }, subjects: [{ name, samples: starts }] },
    },
    {
      ...{ what: "a function's memory at rest", unit: "MiB", better: "less" },
      ...{ target: { value: 80 }, subjects: [{ name, samples: memories }] },
    },
  ];
}

/** CPU time that these processes use while nothing happens, ms a second. */
async function idleCost(pids: readonly number[]): Promise<number> {
  await delay(LEFT_ALONE);
  const before = await cpuTime(...pids);
  await delay(WATCHED);
  return (await cpuTime(...pids) - before) / (WATCHED / 1_000);
}
