/**
 * What a handler has besides its records.
 *
 * @module
 */
import type { CloudEventAttributes } from "../cloudevents/cloud_event.ts";
import type { OutputRecord, Receipt } from "./records.ts";

export type { CloudEventAttributes };

/** Writes lines of the function's log, each with the ids of what is handled. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** The trace that a call is part of (W3C Trace Context). */
export interface Trace {
  traceparent: string;
  tracestate?: string;
}

/** What a handler has besides its records. */
export interface Context {
  /** The function's name. */
  readonly name: string;
  /** Aborted when the call has taken too long, its partition is taken away, or the function stops. */
  readonly signal: AbortSignal;
  /** Which call it is for these records, from 1 on. */
  readonly attempt: number;
  /** Whether nothing is written: the call only shows what would be. */
  readonly dryRun: boolean;
  readonly log: Logger;
  /** The trace of the first record or of the request; `undefined` where there is none. */
  readonly trace: Trace | undefined;
  /**
   * What a CloudEvent says of itself; `undefined` where there is none.
   *
   * @param event a record, or an event in JSON, such as one of a batch; without it the call's only or
   * first record, or the request.
   */
  cloudEvent(event?: object): CloudEventAttributes | undefined;
  /**
   * Writes a record now, in a batch shared with other calls, and tells where it was written. What
   * `handle` returns is written too, after it has returned.
   *
   * @throws when it is not acknowledged. The call has failed then, whether or not it has waited for it.
   */
  produce(record: OutputRecord): Promise<Receipt>;
}
