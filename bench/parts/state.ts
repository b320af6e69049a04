/**
 * How the state grows that functions hold for each partition, topic or group: a consumer's ledger, and the
 * console. Their own code on simulated records and metadata, each size in a process of its own; the lag monitor
 * has a part of its own, as it holds the most.
 *
 * @module
 */
import { close, openDeno } from "../run/cleanup.ts";
import type { Growth } from "../run/growth.ts";
import type { Bench, Part } from "../run/part.ts";
import type { StateFigures } from "../subjects/state/figures.ts";

/** Partitions of one replica, and runs that wrote to each. Of more than 16 the oldest are one sum. */
const PARTITIONS = [10, 100, 1_000];
const FEW_RUNS = 2;
const RUNS = [1, 4, 16, 64, 256];
const RUN_PARTITIONS = 100;

/** Topics of ten partitions, and as many groups. */
const TOPICS = [100, 1_000, 10_000];
const PAGES = ["/", "/topics", "/groups"];

export default {
  summary: "what a consumer's ledger and the console hold, by partitions, runs, topics and groups",
  run,
} satisfies Part;

async function run({ rounds, note }: Bench): Promise<Growth[]> {
  const ledger = await grown(PARTITIONS, (partitions) => {
    note(`ledger of ${partitions} partitions`);
    return measured("measure_ledger.ts", [partitions, FEW_RUNS, rounds]);
  });
  const byRuns = await grown(RUNS, (runs) => {
    note(`ledger of ${runs} runs`);
    return measured("measure_ledger.ts", [RUN_PARTITIONS, runs, rounds]);
  });
  const console = await grown(TOPICS, (topics) => {
    note(`console with ${topics} topics and groups`);
    return measured("measure_console.ts", [topics, rounds]);
  });
  const over = "partitions of a replica";
  const overRuns = `runs, in ${RUN_PARTITIONS} partitions`;
  const overTopics = "topics of 10 partitions, and groups";
  return [
    {
      ...{ what: "a consumer's ledger, heap", unit: "MiB", over },
      curves: [ledger(`${FEW_RUNS} runs`, ({ heap }) => [heap])],
    },
    {
      ...{ what: "a consumer's ledger in a commit", unit: "KiB", over },
      curves: [ledger(`${FEW_RUNS} runs`, ({ size }) => [size.commit])],
    },
    {
      ...{ what: "a consumer's ledger in a commit", unit: "KiB", over: overRuns },
      curves: [byRuns("all partitions", ({ size }) => [size.commit])],
    },
    {
      ...{ what: "writing a consumer's ledger", unit: "ms", over },
      curves: [ledger(`${FEW_RUNS} runs`, ({ work }) => work.commit)],
    },
    {
      ...{ what: "the console's heap, ten minutes of history", unit: "MiB", over: overTopics },
      curves: [console("growth", ({ heap }) => [heap])],
    },
    {
      ...{ what: "the console's work", unit: "ms", over: overTopics },
      curves: [
        console("a look", ({ work }) => work.look),
        ...PAGES.map((page) => console(page, ({ work }) => work[page])),
      ],
    },
    {
      ...{ what: "size of the console's pages", unit: "KiB", over: overTopics },
      curves: PAGES.map((page) => console(page, ({ size }) => [size[page]])),
    },
  ];
}

/** Measures at each size; gives back how a curve is made of what was found. */
async function grown(sizes: readonly number[], measure: (size: number) => Promise<StateFigures>) {
  const found: [at: number, StateFigures][] = [];
  for (const size of sizes) found.push([size, await measure(size)]);
  return (name: string, samples: (figures: StateFigures) => number[]) => ({
    name,
    points: found.map(([at, figures]) => ({ at, samples: samples(figures) })),
  });
}

async function measured(file: string, sizes: readonly number[]): Promise<StateFigures> {
  const process = openDeno([
    ...["run", "--quiet", "--cached-only", "--v8-flags=--expose-gc"],
    ...["--allow-env", "--allow-read", "--allow-net", `bench/subjects/state/${file}`],
    ...sizes.map(String),
  ], { stdout: "piped", stderr: "inherit" });
  try {
    return await new Response(process.stdout).json();
  } finally {
    await close(process);
  }
}
