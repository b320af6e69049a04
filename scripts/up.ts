/**
 * `deno task up`: brings the lab up, and returns when it is ready.
 *
 * @module
 */
import { chooseEngine, ENGINES } from "../cluster/engines/choose_engine.ts";
import { freeOffset } from "../cluster/engines/free_ports.ts";
import { type LabEnvironment, labEnvironment } from "../cluster/environment.ts";
import { diskShortages } from "../cluster/engines/disk.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import { type Lab, thisLab } from "../cluster/own/lab_topology.ts";
import type { Topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { addresses, addressesJson, nextCommands } from "./cli/addresses.ts";
import { interruptible } from "./cli/terminal/interruption.ts";
import { phaseReporter } from "./cli/terminal/phases.ts";
import { serviceNames } from "./cli/services.ts";
import { terminalProgress } from "./cli/terminal/progress.ts";
import { duration, say, sayLocked, warn } from "./cli/terminal/terminal.ts";

const options = {
  engine: { type: "string", default: "auto" },
  json: { type: "boolean", default: false },
  with: { type: "string", multiple: true, default: [] as string[] },
} as const;

/** What a lab may have besides. */
const PARTS = ["registry"];

/**
 * The lab that `up` brings up: at ports that are free, where it may have any.
 *
 * @param parts what it has besides; as it was brought up, where there is none.
 * @throws {UsageError} for a part that there is not.
 */
export async function labToStart(parts: readonly string[] = []): Promise<Lab> {
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new UsageError(`There is no ${unknown} to bring up with; there is ${PARTS.join(", ")}`);
  }
  const given = {
    ...labEnvironment(),
    ...(parts.includes("registry") && { registry: true as const }),
  };
  return await thisLab(given.anyPorts ? { ...given, offset: freeOffset(given) } : given);
}

/**
 * Brings the lab up, or these services of it, telling how it goes; what `up` and `quick-start` have in
 * common.
 */
export async function bringUp(
  wanted: string,
  words: readonly string[] = [],
  parts: readonly string[] = [],
) {
  const known = ENGINES.find((engine) => engine === wanted);
  if (!known) throw new UsageError(`There is no engine ${wanted}; there are ${ENGINES.join(", ")}`);
  // Who names it means it.
  const named = PARTS.filter((part) => words.includes(part));
  const { environment, lab } = await labToStart([...parts, ...named]);
  const services = serviceNames(lab, words);
  return await interruptible(
    (signal) => bringUpLocked(environment, lab, { wanted: known, services, signal }),
    () => say("Stopping", "what was started, since it was interrupted"),
  );
}

async function bringUpLocked(
  environment: LabEnvironment,
  lab: Topology,
  { wanted, services, signal }: {
    wanted: typeof ENGINES[number];
    services: readonly string[];
    signal: AbortSignal;
  },
) {
  using _lock = await lockLab(environment, sayLocked, signal);
  for (const { found, fix } of await diskShortages(environment)) warn(`${found}; ${fix}`);
  // What kafkajs takes to load passes while Docker is asked.
  const [{ engine, reason }, { up }] = await Promise.all([
    chooseEngine(environment, lab, terminalProgress, wanted),
    import("../cluster/lifecycle/up.ts"),
  ]);
  signal.throwIfAborted();
  using reporter = phaseReporter();
  say("Starting", `the lab on the ${engine.name} engine: ${reason}`);
  const report = await up({
    engine,
    environment,
    lab,
    services,
    progress: terminalProgress,
    onRepair: (steps) => {
      for (const { node, action, why } of steps) say(REPAIRS[action], `${node}: ${why}`);
    },
    onPhase: reporter.onPhase,
    onWait: reporter.onWait,
    signal,
  });
  return { lab, report };
}

const REPAIRS = {
  keep: "Keeping",
  adopt: "Adopting",
  start: "Starting",
  restart: "Restarting",
} as const;

/** Tells who reaches the functions of a lab that others reach, and where the token is; never the token. */
export function sayExposed({ exposure }: Topology): void {
  if (exposure === undefined) return;
  const { addresses, tokenFile, tls } = exposure;
  const how = tls ? "over TLS" : "in plain HTTP, which anyone on the way can read";
  say("Exposed", `the functions on ${addresses.join(", ")}, ${how}`);
  say("Wanting", `the token of ${tokenFile} from whoever asks them`);
}

const command: Command<typeof options> = {
  usage: `Usage: deno task up [service…] [--engine auto|docker|native] [--with registry] [--json]

Brings the lab up: the ZooKeeper ensemble, the brokers, the topics and the functions. Returns when
it is ready: a quorum, every replica in sync, and a record produced and consumed. A second run
reuses what is healthy, starts what was stopped, and has functions run their code as it is now.

With services named, only these and what they need: functions need brokers, brokers the ensemble.
INSTIGATOR_PORT_OFFSET=auto takes ports that are free. INSTIGATOR_BIND=<address> lets other machines
reach the functions, who must show a token then: docs/SECURITY.md.

  --engine  what runs the lab; auto is docker where that is there, else native
  --with    what a lab has only where it is asked for, until \`down\`: registry, a schema registry with
            Confluent's API on 5004
  --json    as JSON: { ready, seconds, phases, faults, urls, brokers, zookeeper }; faults are of your own
            functions`,
  options,
  takesWords: true,

  async run({ engine, json, with: parts }, words) {
    const { lab, report } = await bringUp(engine!, words, parts);
    const { unwanted, ...figures } = report;
    if (json) {
      console.log(JSON.stringify({ ...figures, ...addressesJson(lab) }, null, 2));
      return 0;
    }
    for (const [why, names] of Map.groupBy(unwanted.keys(), (name) => unwanted.get(name)!)) {
      const [those, start] = [names.join(", "), `\`deno task start ${names.join(" ")}\``];
      say("Leaving", `${why === "left out" ? `out ${those}` : `${those} ${why}`}: ${start}`);
    }
    say(
      "Ready",
      `${words.length > 0 ? `${words.join(", ")} ` : ""}in ${duration(report.seconds * 1000)}`,
    );
    sayExposed(lab);
    console.log(`\n${addresses(lab, unwanted)}\n\n${nextCommands()}`);
    for (const { reason } of report.faults) warn(reason);
    return 0;
  },
};

if (import.meta.main) await main(command);
