/**
 * How the pages write numbers, sizes and times, the same everywhere and on every machine.
 *
 * @module
 */

/** What stands for a figure that is not known. */
export const UNKNOWN = "–";

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** A count with its thousands apart: `1,234`. */
export function formatCount(value: number | undefined): string {
  return value === undefined ? UNKNOWN : WHOLE.format(value);
}

/** Records a second: whole from ten on, else with one decimal. */
export function formatRate(value: number | undefined): string {
  if (value === undefined) return UNKNOWN;
  return (value >= 10 ? WHOLE : FINE).format(value);
}

/** Milliseconds: `0.8 ms`, `12 ms`, `1.5 s`. */
export function formatLatency(ms: number | undefined): string {
  if (ms === undefined) return UNKNOWN;
  if (ms >= 1000) return `${FINE.format(ms / 1000)} s`;
  return `${(ms >= 10 ? WHOLE : FINE).format(ms)} ms`;
}

const SIZES = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Bytes in powers of 1024: `1.5 MiB`. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return UNKNOWN;
  let value = bytes;
  let size = 0;
  while (value >= 1024 && size < SIZES.length - 1) {
    value /= 1024;
    size++;
  }
  return `${(size === 0 || value >= 100 ? WHOLE : FINE).format(value)} ${SIZES[size]}`;
}

const SPANS = [["d", 86_400], ["h", 3_600], ["m", 60], ["s", 1]] as const;

/** A duration in its two largest units: `2d 3h`, `45s`. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined) return UNKNOWN;
  const total = Math.max(0, Math.floor(ms / 1000));
  const first = SPANS.findIndex(([, seconds]) => total >= seconds);
  if (first === -1) return "0s";
  const [unit, seconds] = SPANS[first];
  const [nextUnit, nextSeconds] = SPANS[first + 1] ?? [];
  const rest = nextSeconds ? Math.floor((total % seconds) / nextSeconds) : 0;
  return `${Math.floor(total / seconds)}${unit}${rest > 0 ? ` ${rest}${nextUnit}` : ""}`;
}

/** A share of a whole: `67 %`. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? UNKNOWN : `${Math.round((part / whole) * 100)} %`;
}

/** A point in time in UTC, to the millisecond: `2026-11-22 20:10:03.123`. */
export function formatTime(ms: number): string {
  // Beyond the range of Date, as a record's timestamp can be.
  if (!(Math.abs(ms) <= 8.64e15)) return `${ms}`;
  return new Date(ms).toISOString().replace("T", " ").replace("Z", "");
}

/** A noun with its number: `1 topic`, `3 topics`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(n)} ${n === 1 ? noun : plural}`;
}
