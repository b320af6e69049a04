import type { ChaosLab } from "../../labs/lab_kind.ts";
import type { LabClock } from "../../labs/lab_clock.ts";

/** s. */
export const DAY = 86_400;

/** The clocks of a lab. @throws {Error} where it has none of its own. */
export function clocksOf({ clock }: ChaosLab): LabClock {
  if (clock !== undefined) return clock;
  throw new Error("Cannot set a clock: this lab has none of its own");
}

/** For the names of faults: `by 1 day`. */
export function byDays(days: number): string {
  return `by ${days} day${Math.abs(days) === 1 ? "" : "s"}`;
}
