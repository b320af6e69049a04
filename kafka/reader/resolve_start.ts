/** Where to begin: an offset (clamped to what is there) or the first record of a time on, in ms. */
export type Start = "earliest" | "latest" | { offset: number } | { time: number };

/**
 * The offset that a start means in a log.
 *
 * @param atTime the offset of the first record of the start's time on; below 0, or absent: there is none.
 */
export function resolveStart(from: Start, start: number, end: number, atTime?: number): number {
  if (from === "earliest") return start;
  if (from === "latest") return end;
  if ("offset" in from) return Math.min(Math.max(from.offset, start), end);
  return atTime === undefined || atTime < 0 ? end : atTime;
}
