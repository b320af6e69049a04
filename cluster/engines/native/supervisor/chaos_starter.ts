/**
 * Starts scenarios of `deno task chaos` on the lab that runs, and stops them, for the console: that may
 * run nothing itself.
 *
 * @module
 */
import { join } from "node:path";
import { chaosHolder } from "../../../chaos_lock.ts";
import { environmentVariables, type LabEnvironment, PROJECT_ROOT } from "../../../environment.ts";
import { type Child, startChild } from "../../../process/child_process.ts";
import { denoRunWith } from "../../../process/deno_run.ts";
import { sendSignal } from "../../../process/stop_process.ts";
import { NODE_VARIABLE } from "../lab_processes.ts";
import { logFile } from "../log_file.ts";

/** Why something is not done. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(readonly status: 404 | 409 | 503, message: string) {
    super(message);
  }
}

/** Begins and ends runs of scenarios. */
export interface ChaosStarter {
  /** Starts a scenario in its short form. @throws {Refusal} when there is none of this name, or one runs. */
  start(scenario: string): Promise<void>;
  /** Has the scenario that runs heal what it has broken, and end. @throws {Refusal} when none runs. */
  stop(): Promise<void>;
}

/** Starts scenarios as processes of their own, which outlive this one: some of them kill it. */
export function chaosStarter(
  environment: LabEnvironment,
  spawn: (scenario: string) => Promise<Child> = (scenario) => startRun(environment, scenario),
): ChaosStarter {
  // It takes a while until it holds the lock.
  let starting: Child | undefined;
  let isTaken = false;
  return {
    async start(scenario) {
      if (!await isKnown(scenario)) throw new Refusal(404, `There is no scenario ${scenario}`);
      const isRunning = await chaosHolder(environment) !== undefined;
      // Nothing is waited for from here to where it is taken: of two at once, one is refused.
      if (isRunning || isTaken || starting !== undefined) {
        throw new Refusal(409, "Another scenario runs: one at a time");
      }
      isTaken = true;
      try {
        const child = starting = await spawn(scenario);
        child.ended.then(() => starting = undefined);
        if (child.pid === 0) throw new Refusal(503, `Cannot start it: ${await child.ended}`);
      } finally {
        isTaken = false;
      }
    },
    async stop() {
      const pid = (await chaosHolder(environment))?.pid ?? starting?.pid;
      if (pid === undefined) throw new Refusal(409, "No scenario runs");
      sendSignal(pid, "SIGINT");
    },
  };
}

/** Whether chaos/ has a scenario of this name. */
async function isKnown(name: string): Promise<boolean> {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) return false;
  const file = join(PROJECT_ROOT, "chaos/scenarios", `${name.replaceAll("-", "_")}.ts`);
  return await Deno.stat(file).then(({ isFile }) => isFile, () => false);
}

function startRun(environment: LabEnvironment, scenario: string): Promise<Child> {
  // It is none of the lab's processes, which some scenarios kill.
  const { [NODE_VARIABLE]: _, ...inherited } = Deno.env.toObject();
  return startChild({
    command: [
      ...denoRunWith(join(PROJECT_ROOT, "deno.json")),
      "-P=lab",
      join(PROJECT_ROOT, "chaos/main.ts"),
      ...[scenario, "--join", "--short"],
    ],
    env: { ...inherited, ...environmentVariables(environment), NO_COLOR: "1" },
    logFile: logFile(environment, "chaos"),
  });
}
