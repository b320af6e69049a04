/**
 * What is looked at again and again during a scenario, besides the load.
 *
 * @module
 */
import { delay } from "@std/async";
import type { RunningLab } from "../../testing/shared_lab.ts";
import type { Workload } from "../workload/workload.ts";

/** What a probe looks at. */
export interface Watched {
  lab: RunningLab;
  workload: Workload;
}

/** Something to look at. */
export interface Probe {
  name: string;
  /** The pause between two looks, ms. */
  pause: number;
  /** What is so now, in a few words. */
  look(watched: Watched): Promise<string>;
}

/** What a look has shown. */
export interface Look {
  probe: string;
  /** When it began: ms since the run began. */
  at: number;
  /** How long it took, ms. */
  took: number;
  value: string;
}

/** Looks until it is ended; what throws is what is so. */
export async function watchBy(
  probes: readonly Probe[],
  watched: Watched,
  signal: AbortSignal,
  saw: (look: Look) => void,
): Promise<void> {
  const { clock } = watched.workload;
  await Promise.all(probes.map(async ({ name, pause, look }) => {
    while (!signal.aborted) {
      const at = clock();
      const value = await look(watched).catch((error: Error) => error.message);
      saw({ probe: name, at, took: clock() - at, value });
      await delay(pause, { signal }).catch(() => {});
    }
  }));
}
