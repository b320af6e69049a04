/** The farthest from 1970 that a date can be, in ms (ECMA-262, section 21.4.1.1). */
const MAX_TIME = 8.64e15;

const ISO_8601 = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A time in ISO 8601 as ms since the Unix epoch; `undefined` if it is none. */
export function parseTime(text: string): number | undefined {
  const time = ISO_8601.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

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
