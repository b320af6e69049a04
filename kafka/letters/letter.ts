import type { KafkaRecord } from "../record/record.ts";
import { readConnectLetter } from "./origins/connect_letter.ts";
import { readOwnLetter } from "./origins/own_letter.ts";
import { readSpringLetter } from "./origins/spring_letter.ts";
import { returnsOf } from "./letter_headers.ts";

/** Whose form of dead letter it is: `plain` has no headers that tell. */
export type LetterOrigin = "instigator" | "spring" | "connect" | "plain";

/** Where a letter's record lay. */
export interface LetterSource {
  topic: string;
  partition?: number;
  offset?: number;
  /** The record's own timestamp, ms since the Unix epoch. */
  timestamp?: number;
}

/** Why a record is a dead letter. */
export interface LetterError {
  /** Its type and message, `TypeError: no amount`. */
  text: string;
  stack?: string;
}

/** What a record failed with before it was put back. */
export interface EarlierFailure {
  error?: string;
  /** When it was put away then, ms since the Unix epoch. */
  time?: number;
  /** Where it lay: topic/partition/offset. */
  source?: string;
  /** Which letter it was: topic/partition/offset. */
  letter?: string;
}

/** What the headers of a form tell. */
export interface LetterFacts {
  source?: LetterSource;
  error?: LetterError;
  /** How often the record was handled in vain. */
  attempts?: number;
  /** What could not handle it: a function, a group, a connector. */
  function?: string;
  /** When it was put away, ms since the Unix epoch. */
  time?: number;
  /** Whether the record had a value that the letter has not, as there was no room. */
  isValueLeftOut?: boolean;
  /** Oldest first. */
  earlier?: EarlierFailure[];
}

/** A dead letter: a record, and what is known of why it is here. */
export interface Letter extends LetterFacts {
  origin: LetterOrigin;
  /** The letter as it lies in its topic. */
  record: KafkaRecord;
  /** When it was put away, ms since the Unix epoch; the record's own timestamp where nothing else tells. */
  time: number;
  /** How often it was put back already. */
  returns: number;
  earlier: EarlierFailure[];
}

/** Those that know a form by its headers; the first that does tells. */
const FORMS = [
  ["instigator", readOwnLetter],
  ["spring", readSpringLetter],
  ["connect", readConnectLetter],
] as const;

/** Reads a dead letter of any form from its record. */
export function readLetter(record: KafkaRecord): Letter {
  const rest = { record, time: Number(record.timestamp), returns: returnsOf(record), earlier: [] };
  for (const [origin, read] of FORMS) {
    const facts = read(record);
    if (facts !== undefined) return { ...rest, origin, ...facts };
  }
  return { ...rest, origin: "plain" };
}
