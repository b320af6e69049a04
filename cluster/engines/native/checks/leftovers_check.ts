/**
 * Whether an earlier run of the lab left processes behind.
 *
 * @module
 */
import { readState } from "../lab_state.ts";
import { alive } from "../../../process/process_identity.ts";
import type { CheckContext, Finding } from "../../check.ts";

/** Looks for processes whose supervisor died. */
export async function checkLeftovers({ environment }: CheckContext): Promise<Finding[]> {
  const state = await readState(environment);
  if (!state) return [{ level: "ok", found: "nothing is left of an earlier run" }];
  const { supervisor, services } = state;
  const live = await alive([supervisor, ...services.map(({ process }) => process)]);
  if (live.has(supervisor.pid)) {
    return [{ level: "ok", found: `the lab runs, under the supervisor pid ${supervisor.pid}` }];
  }
  const orphans = services.filter(({ process }) => process && live.has(process.pid));
  if (orphans.length === 0) {
    const fix = "`deno task up` starts it again, with its data";
    return [{ level: "note", found: "the lab was killed, and nothing of it runs", fix }];
  }
  const names = orphans.map(({ name, process }) => `${name} (pid ${process!.pid})`).join(", ");
  return [{
    level: "problem",
    found: `the supervisor died, and left running: ${names}`,
    fix: "`deno task up` takes them over, `deno task down` stops them",
  }];
}
