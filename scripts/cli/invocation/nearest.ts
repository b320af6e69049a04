import { closest, distance } from "fastest-levenshtein";

/**
 * A question for what was mistyped, to stand behind "There is no …": `; did you mean list?`. Where
 * nothing is near, what there is, if that is little; else nothing.
 *
 * @example
 * ```ts
 * import { nearest } from "./nearest.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nearest("lst", ["list", "delete"]), "; did you mean list?");
 * assertEquals(nearest("x", ["list", "delete"]), "; there are list, delete");
 * ```
 */
export function nearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const near = closest(name.toLowerCase(), known.map((one) => one.toLowerCase()));
  const best = known.find((one) => one.toLowerCase() === near)!;
  const isNear = best.toLowerCase().startsWith(name.toLowerCase()) ||
    distance(name.toLowerCase(), near) <= Math.max(2, name.length / 3);
  if (isNear) return `; did you mean ${best}?`;
  return known.length <= FEW ? `; there are ${known.join(", ")}` : "";
}

/** How many names are read at a glance. */
const FEW = 10;
