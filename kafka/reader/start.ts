import { parseDuration } from "../duration.ts";
import { parseTime } from "../record/record_time.ts";

/** Where to begin: an offset (clamped to what is there) or the first record of a time on, in ms. */
export type Start = StartAt | { offset: number };

/** The first record, those that come from now on, or the first one of a time on: ms since 1970. */
export type StartAt = "earliest" | "latest" | { time: number };

/**
 * What a user wrote: `earliest`, `latest`, ISO 8601, ms since 1970, or how long ago, such as `10m`;
 * `undefined` if neither.
 */
export function parseStart(text: string, now: number = Date.now()): StartAt | undefined {
  if (text === "earliest" || text === "latest") return text;
  const age = parseDuration(text);
  if (age !== undefined) return { time: Math.max(0, now - age) };
  const time = /^\d+$/.test(text) ? Number(text) : parseTime(text);
  return time === undefined ? undefined : { time };
}

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
