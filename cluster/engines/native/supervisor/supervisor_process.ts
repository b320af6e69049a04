/**
 * Starting the supervisor's process, which outlives the command that starts it.
 *
 * @module
 */
import { delay } from "@std/async";
import { dirname, join } from "node:path";
import { environmentVariables, type LabEnvironment, PROJECT_ROOT } from "../../../environment.ts";
import { HOST } from "../../../topology.ts";
import { startChild } from "../../../process/child_process.ts";
import { allowPaths, DENO_RUN, denoEnvironment } from "../../../process/deno_run.ts";
import type { Java } from "../../../jvm/find_java.ts";
import { nodeMark, SUPERVISOR } from "../lab_processes.ts";
import { readState } from "../lab_state.ts";
import { logTail } from "../logs.ts";
import { logFile } from "../log_file.ts";

/** The signal that has the supervisor look again at what is wished to run. */
export const WISH_CHANGED: Deno.Signal = "SIGHUP";

/** How often to look whether it has begun, ms. */
const INTERVAL = 20;

/**
 * Starts the supervisor, with the Java that was found for it; settles when it has written its first
 * state.
 *
 * @throws {Error} with the end of its log, when it ends before that.
 */
export async function startSupervisor(environment: LabEnvironment, java: Java): Promise<void> {
  const { stateDir, cacheDir } = environment;
  const child = await startChild({
    command: [
      ...DENO_RUN,
      "--allow-env",
      "--allow-read",
      ...allowPaths("write", stateDir, [
        stateDir,
        cacheDir,
        dirname(logFile(environment, "burrow")),
      ]),
      `--allow-net=${HOST}`,
      "--allow-run",
      join(PROJECT_ROOT, "cluster/engines/native/supervisor/supervisor_main.ts"),
    ],
    env: {
      ...Deno.env.toObject(),
      ...denoEnvironment(),
      ...environmentVariables(environment),
      // Others may be named later on, while this process runs: what is kept of them tells.
      INSTIGATOR_FUNCTIONS: "",
      INSTIGATOR_BIND: "",
      INSTIGATOR_TLS_CERT: "",
      INSTIGATOR_TLS_KEY: "",
      ...nodeMark(environment, SUPERVISOR),
      INSTIGATOR_JAVA: java.home,
      NO_COLOR: "1",
    },
    cwd: stateDir,
    logFile: logFile(environment, "supervisor"),
  });
  let end: string | undefined;
  child.ended.then((how) => end = how);
  while ((await readState(environment))?.supervisor.pid !== child.pid) {
    if (end !== undefined) {
      const tail = await logTail(environment, "supervisor", 15);
      throw new Error(`Cannot start the supervisor: it ended with ${end}\n${tail.join("\n")}`);
    }
    await delay(INTERVAL);
  }
}
