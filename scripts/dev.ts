/**
 * `deno task dev [name…]`: runs own functions, each again whenever it is saved.
 *
 * @module
 */
import { dirname } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { isBroken } from "../cluster/own/describe_function.ts";
import { descriptions } from "../cluster/own/description_cache.ts";
import { CHECKOUT_FUNCTIONS } from "../cluster/own/function_folders.ts";
import { functionSources } from "../cluster/own/function_sources.ts";
import { type Lab, thisLab } from "../cluster/own/lab_topology.ts";
import type { FunctionSource } from "../cluster/own/own_function.ts";
import { replicas } from "../cluster/own/place_functions.ts";
import { down } from "../cluster/lifecycle/down.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import { brokersNotReady } from "../cluster/nodes/readiness.ts";
import { populate } from "../cluster/topics/populate.ts";
import { wantedTopics } from "../cluster/topics/wanted_topics.ts";
import { type Command, main, UsageError } from "./cli/command.ts";
import { interruption } from "./cli/interruption.ts";
import { invocationText, invokeRunning } from "./cli/invocation.ts";
import { nearest } from "./cli/nearest.ts";
import { say, sayLocked, warn } from "./cli/terminal.ts";
import { BorrowedFunctions } from "./dev/borrowed_functions.ts";
import { DevSession } from "./dev/dev_session.ts";
import { TypeChecker } from "./dev/type_checker.ts";
import { bringUp, labToStart } from "./up.ts";

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
    const lab = await labToStart();
    const wasDown = (await brokersNotReady(lab.lab)).length > 0;
    if (wasDown) await bringUp(engine!);
    else await populate(lab.lab, await wantedTopics(lab.environment));
    await work(lab, sources, last, signal);
    if (wasDown) await stopLab(lab);
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
  sources: readonly FunctionSource[],
  last: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const described = await descriptions(lab.environment, sources);
  const nodes = described.flatMap((own) => isBroken(own) ? [own.name] : namesOf(own));
  const borrowed = await BorrowedFunctions.take(lab, nodes);
  const checkers = new Map(
    [...new Set(sources.map(({ config }) => config))].map((
      config,
    ) => [config, checker(config, sources)]),
  );
  const sessions = described.map((own) =>
    new DevSession({
      lab: lab.lab,
      source: own,
      description: isBroken(own) ? undefined : own.description,
      checker: checkers.get(own.config)!,
      onRunning: (url) => replayLast(own.name, url, last),
    })
  );
  try {
    await Promise.all(sessions.map((session) => session.start()));
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
  } finally {
    await Promise.all(sessions.map((session) => session.stop()));
    await Promise.all([...checkers.values()].map((checker) => checker[Symbol.asyncDispose]()));
    await borrowed.giveBack();
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

async function replayLast(name: string, url: string, last: number | undefined): Promise<void> {
  if (last === undefined) return;
  try {
    const invocation = await invokeRunning(url, { last, dryRun: true });
    say("Replayed", `the last ${last} of ${name}, as a dry run`);
    console.log(invocationText(invocation));
  } catch (error) {
    warn(`Cannot replay the last ${last} of ${name}: ${(error as Error).message}`);
  }
}

async function stopLab({ environment, lab }: Lab): Promise<void> {
  using _lock = await lockLab(environment, sayLocked);
  say("Stopping", "the lab, which was down before; the data stays");
  await down({ environment, lab, volumes: false });
}

function lastIn(text: string): number {
  const last = Number(text);
  if (Number.isInteger(last) && last >= 1 && last <= 1_000) return last;
  throw new UsageError(`--replay is a whole number from 1 to 1000, got "${text}"`);
}

if (import.meta.main) await main(command);
