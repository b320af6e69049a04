import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import { header } from "../../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { recordTime } from "../../../../kafka/record/record_time.ts";

/** The header that tells a dead letter from other records. */
const TOPIC_HEADER = "dlq-topic";

/** The longest error text that a dead letter carries, in characters. */
const MAX_ERROR = 1_000;

/** The topic of a topic's dead letters. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** Whether a record is a dead letter. */
export function isDeadLetter(record: Pick<KafkaRecord, "headers">): boolean {
  return header(record, TOPIC_HEADER) !== undefined;
}

/** A dead letter's headers: the record's own, and where it comes from and why. */
export function letterHeaders(record: KafkaRecord, error: Error): OutgoingHeader[] {
  const added: [name: string, value: string][] = [
    [TOPIC_HEADER, record.topic],
    ["dlq-partition", `${record.partition}`],
    ["dlq-offset", `${record.offset}`],
    ["dlq-timestamp", `${recordTime(record.timestamp)}`],
    ["dlq-error", `${error.name}: ${error.message}`.slice(0, MAX_ERROR)],
  ];
  // A letter that is put away again tells of the last time.
  const own = record.headers.filter(([name]) => !added.some(([other]) => other === name));
  return [...own, ...added];
}
