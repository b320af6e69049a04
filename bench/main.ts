/**
 * `deno task bench`: what this machine does with the lab, side by side with Kafka's own tools and with
 * what a user would write otherwise.
 *
 * @module
 */
import { join } from "node:path";
import { type Command, main, UsageError } from "../scripts/cli/invocation/command.ts";
import { interruption } from "../scripts/cli/terminal/interruption.ts";
import { nearest } from "../scripts/cli/invocation/nearest.ts";
import { duration, say, warn } from "../scripts/cli/terminal/terminal.ts";
import { wholeNumber } from "../scripts/cli/invocation/whole_number.ts";
import type { Lab } from "../tests/lab.ts";
import { PARTS } from "./parts.ts";
import { figuresTable } from "./report/figures_table.ts";
import { growthTable } from "./report/growth_table.ts";
import { markdown } from "./report/markdown.ts";
import { plot } from "./report/plot.ts";
import { staysWithin } from "./run/growth.ts";
import { verdict } from "./run/judge.ts";
import { type Machine, machine } from "./run/machine.ts";
import { closeAll, openLab } from "./run/cleanup.ts";
import { type Bench, isComparison, isGrowth, type Result } from "./run/part.ts";

const options = {
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "5" },
  json: { type: "boolean" },
  out: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task bench [part…] [--rounds N] [--seconds S] [--json] [--out FOLDER]

Measures this machine: each thing in turns with what it is held against, in one run; medians are shown,
and all samples kept. Labs of its own are used, which end with it.

${[...PARTS].map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`).join("\n")}

  --rounds N    how often each is measured; 5
  --seconds S   how long a load over HTTP lasts; 5
  --json        all samples as JSON, in the place of the table
  --out FOLDER  writes bench.json, bench.md, and a plot of each part as SVG

Example: deno task bench http-produce --rounds 3 --out bench-results`,
  options,
  takesWords: true,

  async run({ rounds, seconds, json, out }, names) {
    const length = {
      rounds: wholeNumber("--rounds", rounds, 1),
      seconds: wholeNumber("--seconds", seconds, 1),
    };
    for (const name of names) {
      if (PARTS.has(name)) continue;
      throw new UsageError(`There is no part ${name}${nearest(name, [...PARTS.keys()])}`);
    }
    const ran = machine();
    const results: Results = {};
    try {
      await measure(names.length > 0 ? names : [...PARTS.keys()], length, results);
    } finally {
      // Of a run that is interrupted, too: a whole one takes the better part of an hour.
      if (Object.keys(results).length > 0) await tell(ran, length, results, { json, out });
    }
    return Object.keys(results).length > 0 ? 0 : 1;
  },
};

/** What parts have found, by their names. */
type Results = Record<string, Result[]>;

/** Adds what each part finds that can be measured here; no lab is left behind, on Ctrl-C neither. */
async function measure(
  names: readonly string[],
  length: { rounds: number; seconds: number },
  results: Results,
): Promise<void> {
  const signal = interruption();
  const interrupted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason))
  );
  let shared: Promise<Lab> | undefined;
  const lab = () => shared ??= startLab();
  try {
    for (const name of names) {
      const found = await Promise.race([interrupted, measurePart(name, { ...length, lab })]);
      if (found !== undefined) results[name] = found;
    }
  } finally {
    await closeAll();
  }
}

async function startLab(): Promise<Lab> {
  const lab = openLab();
  say("Starting", "a lab");
  await lab.up();
  return lab;
}

/** What a part has found; `undefined` where it cannot be measured. */
async function measurePart(
  name: string,
  bench: Omit<Bench, "note">,
): Promise<Result[] | undefined> {
  const part = PARTS.get(name)!;
  const obstacle = await part.obstacle?.();
  if (obstacle !== undefined) {
    warn(`${name} is left out: ${obstacle}`);
    return undefined;
  }
  const began = performance.now();
  const note = (text: string) => say("Measuring", `${name}: ${text}`);
  const found = await part.run({ ...bench, note });
  const missed = found.filter(isMissed).length;
  const how = missed === 0 ? "" : `; ${missed} of its targets missed`;
  say("Measured", `${name} in ${duration(performance.now() - began)}${how}`);
  return found;
}

function isMissed(result: Result): boolean {
  return isGrowth(result) ? staysWithin(result) === false : verdict(result)?.met === false;
}

/** Prints what was found, as tables or JSON, and writes it where that is wanted. */
async function tell(
  ran: Machine,
  length: { rounds: number; seconds: number },
  results: Readonly<Results>,
  { json, out }: { json?: boolean; out?: string },
): Promise<void> {
  const text = JSON.stringify({ machine: ran, ...length, parts: results }, null, 2);
  if (json) console.log(text);
  else printTables(Object.values(results).flat());
  if (out !== undefined) await write(out, text, results);
}

function printTables(results: readonly Result[]): void {
  const growths = results.filter(isGrowth);
  const comparisons = results.filter(isComparison);
  if (comparisons.length > 0) console.log(figuresTable(comparisons));
  if (growths.length > 0) console.log(growthTable(growths));
}

async function write(
  folder: string,
  text: string,
  results: Readonly<Results>,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, "bench.json"), `${text}\n`);
  await Deno.writeTextFile(join(folder, "bench.md"), markdown(results));
  for (const [name, comparisons] of Object.entries(results)) {
    await Deno.writeTextFile(join(folder, `${name}.svg`), plot(comparisons));
  }
  say("Wrote", folder);
}

if (import.meta.main) await main(command);
