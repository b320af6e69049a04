/** A span of time, and how many letters were put away in it. */
export interface TimeSlot {
  /** Its beginning, ms since the Unix epoch; it is as long as it is to the next one that could be. */
  from: number;
  /** How long it is, in ms. */
  length: number;
  letters: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a slot can be, in ms. */
const LENGTHS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 28 * DAY];

/** The most slots there are. */
const MAX_SLOTS = 24;

/** How many of the times are in which slot, oldest first; slots without any are left out. */
export function timeSlots(times: readonly number[]): TimeSlot[] {
  // There may be more times than a call takes arguments.
  const first = times.reduce((least, time) => Math.min(least, time), Infinity);
  const last = times.reduce((most, time) => Math.max(most, time), -Infinity);
  const length =
    LENGTHS.find((one) => Math.floor(last / one) - Math.floor(first / one) < MAX_SLOTS) ??
      Math.ceil((last - first + 1) / MAX_SLOTS);
  const slots = Map.groupBy(times, (time) => Math.floor(time / length));
  return [...slots]
    .map(([slot, found]) => ({ from: slot * length, length, letters: found.length }))
    .sort((a, b) => a.from - b.from);
}
