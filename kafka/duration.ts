/**
 * Durations as people write them.
 *
 * @module
 */

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/;

/** How a duration is written, to complete "is …". */
export const DURATION_FORM = "a number with a unit, such as 500ms, 30s, 10m, 2h or 1d";

/**
 * The ms of a duration; `undefined` for what is none, and for more ms than a number can count exactly.
 *
 * @example
 * ```ts
 * import { parseDuration } from "./duration.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseDuration("1.5s"), 1_500);
 * assertEquals(parseDuration("10 minutes"), undefined);
 * ```
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit] = DURATION.exec(text) ?? [];
  const ms = unit === undefined ? NaN : Math.round(Number(number) * UNITS[unit]);
  return Number.isSafeInteger(ms) ? ms : undefined;
}
