/**
 * The ledger's stamp: three headers on every record, from which a consumer can tell lost,
 * duplicated and reordered records, and the time that a record took from end to end. The headers
 * are text, so that any Kafka tool shows them.
 *
 * @module
 */
import type { IHeaders } from "kafkajs";

/** Header of the run id: unique for a producer's process, run and lane epoch. */
export const RUN_HEADER = "instigator-run";

/** Header of the sequence: 0, 1, 2, … without a gap in a run and partition. */
export const SEQUENCE_HEADER = "instigator-seq";

/** Header of the time at which the record was stamped: µs since the Unix epoch. */
export const TIME_HEADER = "instigator-time";

/** What the ledger knows of one record. */
export interface Stamp {
  run: string;
  /** Counts the records of this run in this partition, from 0. */
  sequence: number;
  /** µs since the Unix epoch. */
  time: number;
}

/** The headers that carry a stamp. */
export function stampHeaders({ run, sequence, time }: Stamp): Record<string, string> {
  return { [RUN_HEADER]: run, [SEQUENCE_HEADER]: `${sequence}`, [TIME_HEADER]: `${time}` };
}

/** The stamp in a consumed record's headers, or `undefined` where there is none, or no valid one. */
export function readStamp(headers: IHeaders | undefined): Stamp | undefined {
  const run = headers?.[RUN_HEADER];
  if (!(run instanceof Uint8Array) || run.length === 0) return undefined;
  const sequence = readDigits(headers?.[SEQUENCE_HEADER]);
  const time = readDigits(headers?.[TIME_HEADER]);
  return sequence < 0 || time < 0 ? undefined : { run: run.toString(), sequence, time };
}

/** Digits to a number straight from their bytes, as this runs for every record. -1: not a number. */
function readDigits(value: IHeaders[string]): number {
  if (!(value instanceof Uint8Array) || value.length === 0 || value.length > 16) return -1;
  let number = 0;
  for (const byte of value) {
    if (byte < 48 || byte > 57) return -1;
    number = number * 10 + (byte - 48);
  }
  return number <= Number.MAX_SAFE_INTEGER ? number : -1;
}

let origin = performance.timeOrigin;

/**
 * The time in µs since the Unix epoch. `Date.now()` has whole milliseconds only, and the finer
 * `performance.now()` misses every step of the wall clock, so the fine clock is kept within the
 * wall clock's current millisecond.
 */
export function nowMicros(): number {
  const wall = Date.now();
  const fine = origin + performance.now();
  const kept = Math.min(Math.max(fine, wall), wall + 0.999);
  origin += kept - fine;
  return Math.floor(kept * 1000);
}
