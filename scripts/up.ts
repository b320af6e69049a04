/**
 * `deno task up`: brings the lab up, and returns when it is ready.
 *
 * @module
 */
import { chooseEngine, ENGINES } from "../cluster/engines/choose_engine.ts";
import { labEnvironment } from "../cluster/environment.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/command.ts";
import { addresses, nextCommands } from "./cli/addresses.ts";
import { phaseReporter } from "./cli/phases.ts";
import { terminalProgress } from "./cli/progress.ts";
import { duration, say, sayLocked } from "./cli/terminal.ts";

const options = {
  engine: { type: "string", default: "auto" },
  json: { type: "boolean", default: false },
} as const;

/** Brings the lab up, telling how it goes; what `up` and `quick-start` have in common. */
export async function bringUp(wanted: string) {
  const known = ENGINES.find((engine) => engine === wanted);
  if (!known) throw new UsageError(`There is no engine ${wanted}; there are ${ENGINES.join(", ")}`);
  const environment = labEnvironment();
  const lab = topology(environment.offset);
  const interrupted = new AbortController();
  const onInterrupt = () => {
    say("Stopping", "what was started, since it was interrupted");
    interrupted.abort(new Error("Interrupted"));
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, onInterrupt);
  try {
    using _lock = await lockLab(environment, sayLocked, interrupted.signal);
    // What kafkajs takes to load passes while Docker is asked.
    const [{ engine, reason }, { up }] = await Promise.all([
      chooseEngine(environment, lab, terminalProgress, known),
      import("../cluster/lifecycle/up.ts"),
    ]);
    say("Starting", `the lab on the ${engine.name} engine: ${reason}`);
    const report = await up({
      engine,
      lab,
      progress: terminalProgress,
      onRepair: (steps) => {
        for (const { node, action, why } of steps) say(REPAIRS[action], `${node}: ${why}`);
      },
      ...phaseReporter(),
      signal: interrupted.signal,
    });
    return { lab, report };
  } finally {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, onInterrupt);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

const REPAIRS = { keep: "Keeping", adopt: "Adopting", start: "Starting" } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task up [--engine auto|docker|native] [--json]

Brings the lab up: the ZooKeeper ensemble, the brokers, the topics and the functions. Returns when
it is ready: a quorum, every replica in sync, and a record produced and consumed. A second run
reuses what is healthy.

  --engine  what runs the lab; auto is docker where that is there, else native
  --json    print {ready, seconds, phases} to stdout`,
  options,

  async run({ engine, json }) {
    const { lab, report } = await bringUp(engine!);
    if (json) {
      console.log(JSON.stringify(report, null, 2));
      return 0;
    }
    say("Ready", `in ${duration(report.seconds * 1000)}`);
    console.log(`\n${addresses(lab)}\n\n${nextCommands()}`);
    return 0;
  },
};

if (import.meta.main) await main(command);
