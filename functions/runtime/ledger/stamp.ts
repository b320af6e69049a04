/**
 * The ledger's stamp: three headers on every record, from which a consumer can tell lost,
 * duplicated and reordered records, and the time that a record took from end to end. The headers
 * are text, so that any Kafka tool shows them.
 *
 * @module
 */
import type { Header } from "../../../kafka/record/record.ts";

/** Header of the run id: unique for a producer's process, run and lane epoch. */
export const RUN_HEADER = "instigator-run";

/** Header of the sequence: 0, 1, 2, … without a gap in a run and partition. */
export const SEQUENCE_HEADER = "instigator-seq";

/** Header of the time at which the record was stamped: µs since the Unix epoch. */
export const TIME_HEADER = "instigator-time";

/** The longest run id, in bytes. Whose is longer is none of ours, and had no room in a commit. */
const MAX_RUN = 255;

/** What the ledger knows of one record. */
export interface Stamp {
  run: string;
  /** Counts the records of this run in this partition, from 0. */
  sequence: number;
  /** µs since the Unix epoch. */
  time: number;
}

/** The headers that carry a stamp. */
export function stampHeaders({ run, sequence, time }: Stamp): [name: string, value: string][] {
  return [[RUN_HEADER, run], [SEQUENCE_HEADER, `${sequence}`], [TIME_HEADER, `${time}`]];
}

/** Whether a header of this name is of a stamp. */
export function isStampHeader(name: string): boolean {
  return name === RUN_HEADER || name === SEQUENCE_HEADER || name === TIME_HEADER;
}

/** The stamp in a consumed record's headers, or `undefined` where there is none, or no valid one. */
export function readStamp(headers: readonly Header[]): Stamp | undefined {
  let run: Uint8Array | null = null;
  let sequence: Uint8Array | null = null;
  let time: Uint8Array | null = null;
  let found = 0;
  for (const [name, value] of headers) {
    if (name === RUN_HEADER) run = value;
    else if (name === SEQUENCE_HEADER) sequence = value;
    else if (name === TIME_HEADER) time = value;
    else continue;
    found++;
  }
  // With one of them twice, nobody knows which counts.
  if (found !== 3 || run === null || run.length === 0 || run.length > MAX_RUN) return undefined;
  const [number, micros] = [readDigits(sequence), readDigits(time)];
  if (number < 0 || micros < 0) return undefined;
  return { run: decoder.decode(run), sequence: number, time: micros };
}

const decoder = new TextDecoder();

/** Digits to a number straight from their bytes, as this runs for every record. -1: not a number. */
function readDigits(value: Uint8Array | null): number {
  if (value === null || value.length === 0 || value.length > 16) return -1;
  let number = 0;
  for (const byte of value) {
    if (byte < 48 || byte > 57) return -1;
    number = number * 10 + (byte - 48);
  }
  return number <= Number.MAX_SAFE_INTEGER ? number : -1;
}
