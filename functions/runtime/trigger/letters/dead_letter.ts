import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import {
  LETTER_HEADERS,
  MAX_RETURNS,
  returnsOf,
} from "../../../../kafka/letters/letter_headers.ts";
import { quarantineTopic } from "../../../../kafka/letters/letter_topics.ts";
import { isTopicName } from "../../../../kafka/names.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";
import type { Letter } from "../delivery/delivery_options.ts";

/** The longest error text that a dead letter carries, in characters. */
const MAX_ERROR = 1_000;

/** The topic of a topic's dead letters. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/**
 * The topic that a record's letter goes to: one that was put back often enough, and fails again, is kept
 * apart from those for whom that may help.
 */
export function topicOfLetter(record: KafkaRecord, letters: string): string {
  if (returnsOf(record) < MAX_RETURNS) return letters;
  const quarantine = quarantineTopic(letters);
  return isTopicName(quarantine) ? quarantine : letters;
}

/**
 * A dead letter's headers: the record's own, and where it comes from and why.
 *
 * @param name of the function that could not handle it.
 */
export function letterHeaders(
  { record, error, attempts }: Letter,
  name: string,
  now = Date.now(),
): OutgoingHeader[] {
  const added: [name: string, value: string][] = [
    [LETTER_HEADERS.topic, record.topic],
    [LETTER_HEADERS.partition, `${record.partition}`],
    [LETTER_HEADERS.offset, `${record.offset}`],
    [LETTER_HEADERS.timestamp, `${recordTime(record.timestamp)}`],
    [LETTER_HEADERS.error, `${error.name}: ${error.message}`.slice(0, MAX_ERROR)],
    [LETTER_HEADERS.attempts, `${attempts}`],
    [LETTER_HEADERS.function, name],
    [LETTER_HEADERS.time, new Date(now).toISOString()],
  ];
  // A letter that is put away again tells of the last time.
  const own = record.headers.filter(([name]) => !added.some(([other]) => other === name));
  return [...own, ...added];
}
