/**
 * How the delivery of records calls what handles them: the border between what knows of offsets,
 * retries and order, and what knows of handlers, values and outputs.
 *
 * @module
 */
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** Records to handle, all of one partition and in its order. */
export interface Call {
  readonly records: readonly KafkaRecord[];
  /** Which call it is for these records, from 1 on. */
  readonly attempt: number;
  /**
   * Aborted when the call has taken too long, the partition is taken away, or the function stops. It is
   * made when it is first read, which costs something.
   */
  readonly signal: AbortSignal;
  /** The handler is done: writing what came of it does not count for the call's time. */
  handled(): void;
}

/** A record that failed although the call did not. */
export interface FailedRecord {
  /** Which of the call's records. */
  index: number;
  error: Error;
  /** Whether another try is of no use: it is not what the function takes. */
  isFinal?: boolean;
}

/**
 * Handles records, writes what comes of them, and returns those that failed once the rest is
 * acknowledged; nothing where none did. Returns no promise where there is nothing to wait for, as one
 * for each record would cost more than all else together.
 *
 * @throws when all failed: as a batch it is halved, as a single record it is tried again.
 * @throws {SendError} when what came of them is not written. Unless Kafka refuses a record of that, it is
 * no fault of theirs: they are handled again until it is written, and nothing is put away.
 */
export type Caller = (call: Call) => Promise<readonly FailedRecord[] | void> | void;
