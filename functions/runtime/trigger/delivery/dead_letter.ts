import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import { LETTER_HEADERS } from "../../../../kafka/letters/letter_headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";

/** The longest error text that a dead letter carries, in characters. */
const MAX_ERROR = 1_000;

/** The topic of a topic's dead letters. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** A dead letter's headers: the record's own, and where it comes from and why. */
export function letterHeaders(record: KafkaRecord, error: Error): OutgoingHeader[] {
  const added: [name: string, value: string][] = [
    [LETTER_HEADERS.topic, record.topic],
    [LETTER_HEADERS.partition, `${record.partition}`],
    [LETTER_HEADERS.offset, `${record.offset}`],
    [LETTER_HEADERS.timestamp, `${recordTime(record.timestamp)}`],
    [LETTER_HEADERS.error, `${error.name}: ${error.message}`.slice(0, MAX_ERROR)],
  ];
  // A letter that is put away again tells of the last time.
  const own = record.headers.filter(([name]) => !added.some(([other]) => other === name));
  return [...own, ...added];
}
