/**
 * `deno task dev [name…]`: runs own functions, each again whenever it is saved.
 *
 * @module
 */
import { dirname } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { authorization } from "../cluster/exposure.ts";
import { isBroken } from "../cluster/own/describe_function.ts";
import { descriptions } from "../cluster/own/description_cache.ts";
import { CHECKOUT_FUNCTIONS } from "../cluster/own/function_folders.ts";
import { functionSources } from "../cluster/own/function_sources.ts";
import { type Lab, thisLab } from "../cluster/own/lab_topology.ts";
import type { BrokenFunction, FunctionSource, OwnFunction } from "../cluster/own/own_function.ts";
import { replicas } from "../cluster/own/place_functions.ts";
import type { Topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { invocationText, invokeRunning } from "./cli/invocation/invocation.ts";
import { nearest } from "./cli/invocation/nearest.ts";
import { say, warn } from "./cli/terminal/terminal.ts";
import { BorrowedLab } from "./dev/borrowed_lab.ts";
import { DevSession } from "./dev/dev_session.ts";
import { TypeChecker } from "./dev/type_checker.ts";

const options = {
  replay: { type: "string" },
  engine: { type: "string", default: "auto" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task dev [name…] [--replay <count>] [--engine auto|docker|native]

Runs own functions, all or those that are named, each again whenever it is saved. The lab comes up if it
is not. A version whose types are wrong, or that cannot be loaded, is told with file and line, while
the last good one goes on. Ctrl-C ends it, and leaves the lab as it was.

  --replay  call a function with so many last records of its topics whenever it runs anew, as a dry
            run: what it would write is shown, and nothing is written
  --engine  what runs the lab, if it is not up

Example: deno task dev orders --replay 10`,
  options,
  takesWords: true,

  async run({ replay, engine }, names) {
    const last = replay === undefined ? undefined : lastIn(replay);
    const signal = interruption();
    const sources = await chosen(names);
    const lab = await thisLab();
    const described = await descriptions(lab.environment, sources);
    const nodes = described.flatMap((own) => isBroken(own) ? [own.name] : namesOf(own));
    const borrowed = await BorrowedLab.take(lab, nodes, engine!);
    try {
      await work(borrowed.lab, described, last, signal);
    } finally {
      await borrowed.giveBack();
    }
    return 0;
  },
};

/** The functions with these names; all, where none is named. */
async function chosen(names: readonly string[]): Promise<FunctionSource[]> {
  const sources = await functionSources((await thisLab()).environment);
  const known = sources.map(({ name }) => name);
  if (known.length === 0) {
    throw new Error("There is no function yet: `deno task new orders --topic orders` makes one");
  }
  for (const name of names) {
    if (!known.includes(name)) {
      throw new UsageError(`There is no function ${name}${nearest(name, known)}`);
    }
  }
  return names.length === 0 ? sources : sources.filter(({ name }) => names.includes(name));
}

/** Works on functions until the signal is aborted. */
async function work(
  lab: Lab,
  described: readonly (OwnFunction | BrokenFunction)[],
  last: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const configs = [...new Set(described.map(({ config }) => config))];
  const checkers = new Map(configs.map((config) => [config, checker(config, described)]));
  const sessions = described.map((own) =>
    new DevSession({
      lab: lab.lab,
      source: own,
      description: isBroken(own) ? undefined : own.description,
      checker: checkers.get(own.config)!,
      onRunning: (url) => replayLast(lab.lab, own.name, url, last),
    })
  );
  try {
    const ended = new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const started = Promise.all(sessions.map((session) => session.start()));
    await Promise.race([started.then(() => ended), ended]);
  } finally {
    await Promise.all(sessions.map((session) => session.stop()));
    await Promise.all([...checkers.values()].map((checker) => checker[Symbol.asyncDispose]()));
  }
}

function namesOf(own: Parameters<typeof replicas>[0]): string[] {
  return replicas(own).map(({ name }) => name);
}

/** A checker of the functions whose imports are those of a configuration. */
function checker(config: string, sources: readonly FunctionSource[]): TypeChecker {
  const { folder } = sources.find((source) => source.config === config)!;
  const root = dirname(folder) === CHECKOUT_FUNCTIONS ? PROJECT_ROOT : dirname(folder);
  return new TypeChecker({ folder: root, config });
}

async function replayLast(
  lab: Topology,
  name: string,
  url: string,
  last: number | undefined,
): Promise<void> {
  if (last === undefined) return;
  try {
    const invocation = await invokeRunning(url, {
      last,
      dryRun: true,
      headers: authorization(lab.exposure),
    });
    say("Replayed", `the last ${last} of ${name}, as a dry run`);
    console.log(invocationText(invocation));
  } catch (error) {
    warn(`Cannot replay the last ${last} of ${name}: ${(error as Error).message}`);
  }
}

function lastIn(text: string): number {
  const last = Number(text);
  if (Number.isInteger(last) && last >= 1 && last <= 1_000) return last;
  throw new UsageError(`--replay is a whole number from 1 to 1000, got "${text}"`);
}

if (import.meta.main) await main(command);
