import type { Comparison, Subject } from "./part.ts";
import { median } from "../../scripts/cli/median.ts";

/** What became of a target. */
export interface Verdict {
  /** The median, or the ratio of medians, that the target is about. */
  found: number;
  wanted: number;
  met: boolean;
}

/** The median of the first subject over that of another one. */
export function ratio(comparison: Comparison, to: Subject = comparison.subjects[1]): number {
  return median(comparison.subjects[0].samples) / median(to.samples);
}

/**
 * Holds a comparison against its target; `undefined` where it has none.
 *
 * @throws {RangeError} when the target names no subject.
 */
export function verdict(comparison: Comparison): Verdict | undefined {
  const { better, subjects, target } = comparison;
  if (target === undefined) return undefined;
  if ("value" in target) return judged(median(subjects[0].samples), target.value, better);
  const { ratio: wanted, to } = target;
  const other = to === undefined ? subjects[1] : subjects.find(({ name }) => name === to);
  if (other === undefined) throw new RangeError(`Cannot compare with "${to}": no such subject`);
  return judged(ratio(comparison, other), wanted, better);
}

function judged(found: number, wanted: number, better: Comparison["better"]): Verdict {
  return { found, wanted, met: better === "less" ? found <= wanted : found >= wanted };
}
