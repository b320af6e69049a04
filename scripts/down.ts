/**
 * `deno task down`: stops functions, brokers and the ensemble, in that order.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { down } from "../cluster/lifecycle/down.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import type { LockHolder } from "../cluster/process/files/signed_lock.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { duration, say, sayLocked } from "./cli/terminal/terminal.ts";

const options = { volumes: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task down [--volumes]

Stops the lab: functions first, then brokers, then the ZooKeeper ensemble, each with grace.
The data stays for the next \`deno task up\`.

  --volumes  remove the data of ZooKeeper and Kafka too`,
  options,

  async run({ volumes = false }) {
    const environment = labEnvironment();
    const lab = topology(environment.offset, environment);
    using _lock = await lockLab(environment, endStart);
    const began = performance.now();
    const ran = await down({ environment, lab, volumes });
    const time = duration(performance.now() - began);
    say(ran ? "Stopped" : "Nothing", ran ? `the lab in ${time}` : "was running");
    if (volumes) say("Removed", "the data of ZooKeeper and Kafka");
    return 0;
  },
};

/** Ends a start that is under way: it stops what it started, and there is less to wait for. */
function endStart(holder?: LockHolder): void {
  if (holder === undefined || holder.script === "down") return sayLocked();
  say("Ending", `the \`${holder.script.replace("_", "-")}\` that is under way, pid ${holder.pid}`);
  try {
    Deno.kill(holder.pid, "SIGTERM");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

if (import.meta.main) await main(command);
