/**
 * The headers of this project's dead letters, and of records that were put back from there.
 *
 * @module
 */
import { header } from "../record/headers.ts";
import type { KafkaRecord } from "../record/record.ts";

/** The headers that tell where a letter comes from and why it is one; all are text. */
export const LETTER_HEADERS = {
  /** The record's topic: what has this header is a dead letter. */
  topic: "dlq-topic",
  partition: "dlq-partition",
  offset: "dlq-offset",
  /** The record's timestamp, in ISO 8601. */
  timestamp: "dlq-timestamp",
  /** The last error, `Name: message`. */
  error: "dlq-error",
  /** How often the record was handled in vain. */
  attempts: "dlq-attempts",
  /** The function that could not handle it. */
  function: "dlq-function",
  /** When it was put away, in ISO 8601. */
  time: "dlq-time",
  /** That the value was left out, as there was no room for it beside these headers. */
  value: "dlq-value",
} as const;

/** How often a record was put back from the dead letters: it stays with the record. */
export const RETURNS_HEADER = "dlq-returns";

/** What a record failed with before it was put back, as JSON; once for each time. */
export const EARLIER_HEADER = "dlq-earlier";

/** A record with so many returns that fails again goes to quarantine, unless told otherwise. */
export const MAX_RETURNS = 3;

type Headed = Pick<KafkaRecord, "headers">;

/** Whether a record is a dead letter of this project's. */
export function isDeadLetter(record: Headed): boolean {
  return header(record, LETTER_HEADERS.topic) !== undefined;
}

/** How often a record was put back from the dead letters. */
export function returnsOf(record: Headed): number {
  const value = header(record, RETURNS_HEADER);
  const text = value ? new TextDecoder().decode(value) : "";
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/**
 * Whether a record is a dead letter, or was put back from there: any stamp that it carries was counted
 * where it was written first.
 */
export function isLetterOrReturned({ headers }: Headed): boolean {
  return headers.some(([name]) => name === LETTER_HEADERS.topic || name === RETURNS_HEADER);
}
