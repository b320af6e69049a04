import { Buffer } from "node:buffer";
import type { OutgoingHeader } from "../../../../kafka/producer/outgoing_record.ts";
import { header } from "../../../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

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
    ["dlq-timestamp", new Date(record.timestamp).toISOString()],
    ["dlq-error", `${error.name}: ${error.message}`.slice(0, MAX_ERROR)],
  ];
  // A letter that is put away again tells of the last time.
  const own = record.headers.filter(([name]) => !added.some(([other]) => other === name));
  return [...own.map(([name, value]): OutgoingHeader => [name, toBuffer(value)]), ...added];
}

/** The same bytes as a Buffer. */
export function toBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
