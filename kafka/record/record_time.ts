/** The farthest from 1970 that a date can be, in ms (ECMA-262, section 21.4.1.1). */
const MAX_TIME = 8.64e15;

/** A record's timestamp in ISO 8601; the number itself where no date can be, as producers write any. */
export function recordTime(timestamp: number): string | number {
  return Math.abs(timestamp) <= MAX_TIME ? new Date(timestamp).toISOString() : timestamp;
}
