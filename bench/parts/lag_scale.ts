/**
 * How the lag monitor grows with the cluster that it watches, up to 10,000 groups and 100,000 partitions: its own
 * code on simulated metadata, so that no broker is what is measured. Nothing is sent, so that what Kafka's
 * client does to encode and decode is left out.
 *
 * @module
 */
import { close, openDeno } from "../run/cleanup.ts";
import type { Growth } from "../run/growth.ts";
import type { Bench, Part } from "../run/part.ts";
import type { LagFigures } from "../subjects/lag_monitor/figures.ts";

const SIZES = [[100, 1_000], [1_000, 10_000], [10_000, 100_000]] as const;
const OVER = "partitions, 10 a group";

/** For how long nobody may be kept waiting, ms. */
const LONGEST = 200;

export default {
  summary: "the lag monitor with up to 10,000 groups and 100,000 partitions, simulated",
  run,
} satisfies Part;

async function run({ rounds, note }: Bench): Promise<Growth[]> {
  const found: [partitions: number, LagFigures][] = [];
  for (const [groups, partitions] of SIZES) {
    note(`${groups} groups, ${partitions} partitions`);
    found.push([partitions, await measured(groups, partitions, rounds)]);
  }
  const curve = (name: string, samples: (figures: LagFigures) => number[]) => ({
    name,
    points: found.map(([at, figures]) => ({ at, samples: samples(figures) })),
  });
  const ms = (all: readonly { ms: number }[]) => all.map(({ ms }) => ms);
  const longest = (all: readonly { longest: number }[]) => all.map(({ longest }) => longest);
  const kib = (all: readonly { kib: number }[]) => all.map(({ kib }) => kib);
  return [
    {
      ...{ what: "the lag monitor's work", unit: "ms", over: OVER },
      curves: [
        curve("a round", ({ rounds }) => ms(rounds)),
        curve("catching up at the start", ({ catchUp }) => [catchUp.ms]),
        curve("/metrics", ({ answers }) => ms(answers.metrics)),
        curve("all groups' names", ({ answers }) => ms(answers.consumers)),
        curve("one group's lag", ({ answers }) => ms(answers.lag)),
      ],
    },
    {
      ...{ what: "longest hold of the event loop", unit: "ms", over: OVER, most: LONGEST },
      curves: [
        curve("a round", ({ rounds }) => longest(rounds)),
        curve("catching up at the start", ({ catchUp }) => [catchUp.longest]),
        curve("/metrics", ({ answers }) => longest(answers.metrics)),
      ],
    },
    {
      ...{ what: "the lag monitor's heap", unit: "MiB", over: OVER },
      curves: [curve("growth", ({ heap }) => [heap])],
    },
    {
      ...{ what: "size of answers", unit: "KiB", over: OVER },
      curves: [
        curve("/metrics", ({ answers }) => kib(answers.metrics)),
        curve("all groups' names", ({ answers }) => kib(answers.consumers)),
        curve("one group's lag", ({ answers }) => kib(answers.lag)),
      ],
    },
  ];
}

/** What a cluster of this size takes, in a process of its own. */
async function measured(
  groups: number,
  partitions: number,
  rounds: number,
): Promise<LagFigures> {
  const process = openDeno([
    ...["run", "--quiet", "--cached-only", "--v8-flags=--expose-gc", "--allow-env", "--allow-read"],
    "bench/subjects/lag_monitor/measure.ts",
    ...[groups, partitions, rounds].map(String),
  ], { stdout: "piped", stderr: "inherit" });
  try {
    return await new Response(process.stdout).json();
  } finally {
    await close(process);
  }
}
