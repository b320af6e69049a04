import type { NewRecord } from "../../producer/topic_producer.ts";
import { recordName } from "../../record/record.ts";
import type { Letter } from "../letter.ts";
import { EARLIER_HEADER, LETTER_HEADERS, RETURNS_HEADER } from "../letter_headers.ts";
import { writeEarlier } from "../origins/own_letter.ts";

/** The longest text of an error that stays with a record, in characters. */
const MAX_ERROR = 300;

/** The names of headers that tell of a letter, and not of its record. */
const LETTER_NAMES: ReadonlySet<string> = new Set([
  ...Object.values(LETTER_HEADERS),
  RETURNS_HEADER,
]);

/**
 * What the names of such headers begin with in Spring's and Kafka Connect's letters. With its count of
 * attempts left, Spring would put a record away at once that comes back.
 */
const LETTER_PREFIXES = ["kafka_dlt-", "retry_topic-", "__connect.errors."];

/**
 * A letter's record as it is written again: with its own key, value and headers, how often that was done,
 * and what it failed with, so that its next letter has its history.
 *
 * @param value the record's own, where the letter has none for want of room.
 */
export function returnedRecord(
  letter: Letter,
  value = letter.record.value,
): Omit<NewRecord, "partition"> & { headers: [string, Uint8Array | string | null][] } {
  const { record, source, error, time, returns } = letter;
  const own = record.headers.filter(([name]) => !isLetterHeader(name));
  const earlier = writeEarlier({
    ...error && { error: error.text.slice(0, MAX_ERROR) },
    time,
    ...isWhole(source) && { source: recordName(source) },
    letter: recordName(record),
  });
  return {
    key: record.key,
    value,
    headers: [...own, [EARLIER_HEADER, earlier], [RETURNS_HEADER, `${returns + 1}`]],
  };
}

/** Whether a header tells of a letter, and not of its record. */
export function isLetterHeader(name: string): boolean {
  return LETTER_NAMES.has(name) || LETTER_PREFIXES.some((prefix) => name.startsWith(prefix));
}

function isWhole(source: Letter["source"]): source is Required<NonNullable<Letter["source"]>> {
  return source?.partition !== undefined && source.offset !== undefined;
}
