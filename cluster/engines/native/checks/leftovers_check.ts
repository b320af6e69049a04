/**
 * Whether an earlier run of the lab left processes behind.
 *
 * @module
 */
import { type LabProcess, labProcesses } from "../lab_processes.ts";
import { readState } from "../lab_state.ts";
import { alive } from "../../../process/process_identity.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** Looks for processes whose supervisor died, and for those that nothing is on record of. */
export async function checkLeftovers({ environment }: CheckContext): Promise<Finding[]> {
  const state = await readState(environment);
  const recorded = [state?.supervisor, ...state?.services.map(({ process }) => process) ?? []];
  const live = await alive(recorded);
  if (state && live.has(state.supervisor.pid)) {
    return [{
      level: "ok",
      found: `the lab runs, under the supervisor pid ${state.supervisor.pid}`,
    }];
  }
  const running = await labProcesses(environment);
  const strays = running.filter(({ process }) => !live.has(process.pid));
  if (strays.length > 0) {
    return [{
      level: "problem",
      found: `processes of the lab run that nothing is on record of: ${listed(strays)}`,
      fix: "`deno task down` stops them; the data stays",
    }];
  }
  const orphans = state?.services.filter(({ process }) => process && live.has(process.pid)) ?? [];
  if (orphans.length > 0) {
    return [{
      level: "problem",
      found: `the supervisor died, and left running: ${listed(orphans)}`,
      fix: "`deno task up` takes them over, `deno task down` stops them",
    }];
  }
  if (!state) return [{ level: "ok", found: "nothing is left of an earlier run" }];
  const fix = "`deno task up` starts it again, with its data";
  return [{ level: "note", found: "the lab was killed, and nothing of it runs", fix }];
}

function listed(processes: readonly Partial<LabProcess>[]): string {
  return processes.map(({ name, process }) => `${name} (pid ${process!.pid})`).join(", ");
}
