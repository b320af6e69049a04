/**
 * How the pages write numbers, sizes and times, the same everywhere and on every machine.
 *
 * @module
 */

import prettyBytes from "pretty-bytes";
import prettyMs from "pretty-ms";

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

const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** Records a second where there is little room: `0.3/s`, `50/s`, `1.24K/s`. */
export function formatShortRate(value: number): string {
  return `${SHORT.format(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10)}/s`;
}

/** Milliseconds: `0.8 ms`, `12 ms`, `1.5 s`. */
export function formatLatency(ms: number | undefined): string {
  if (ms === undefined) return UNKNOWN;
  if (ms >= 1000) return `${FINE.format(ms / 1000)} s`;
  return `${(ms >= 10 ? WHOLE : FINE).format(ms)} ms`;
}

/** Bytes in powers of 1024: `1.5 MiB`. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return UNKNOWN;
  return prettyBytes(Math.round(bytes), { binary: true, locale: "en" });
}

/** A duration in its two largest units: `2d 3h`, `45s`. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined) return UNKNOWN;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds === 0 ? "0s" : prettyMs(seconds * 1000, { unitCount: 2, hideYear: true });
}

/** A share of a whole: `67 %`. */
export function formatShare(part: number, whole: number): string {
  return whole === 0 ? UNKNOWN : `${Math.round((part / whole) * 100)} %`;
}

/** A noun with its number: `1 topic`, `3 topics`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(n)} ${n === 1 ? noun : plural}`;
}
