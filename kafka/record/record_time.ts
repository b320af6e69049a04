/** The farthest from 1970 that a date can be, in ms (ECMA-262, section 21.4.1.1). */
const MAX_TIME = 8.64e15;

/** A record's timestamp in ISO 8601; the number itself where no date can be, as producers write any. */
export function recordTime(timestamp: number | bigint): string | number | bigint {
  if (typeof timestamp === "bigint" || !(Math.abs(timestamp) <= MAX_TIME)) return timestamp;
  return new Date(timestamp).toISOString();
}

/** The same as JSON: a text, or a number with all its digits. */
export function recordTimeJson(timestamp: number | bigint): string {
  const time = recordTime(timestamp);
  return typeof time === "string" ? `"${time}"` : `${time}`;
}
