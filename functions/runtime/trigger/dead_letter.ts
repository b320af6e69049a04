import type { IHeaders } from "kafkajs";
import type { ConsumedRecord } from "./record.ts";

/** The header that tells a dead letter from other records. */
const TOPIC_HEADER = "dlq-topic";

/** The longest error text that a dead letter carries, in characters. */
const MAX_ERROR = 1_000;

/** The topic of a topic's dead letters. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** Whether these are the headers of a dead letter. */
export function isDeadLetter(headers: IHeaders): boolean {
  return headers[TOPIC_HEADER] !== undefined;
}

/** A dead letter's headers: the record's own, and where it comes from and why. */
export function letterHeaders(record: ConsumedRecord, error: Error): IHeaders {
  return {
    ...record.headers,
    [TOPIC_HEADER]: record.topic,
    "dlq-partition": `${record.partition}`,
    "dlq-offset": `${record.offset}`,
    "dlq-timestamp": new Date(record.timestamp).toISOString(),
    "dlq-error": `${error.name}: ${error.message}`.slice(0, MAX_ERROR),
  };
}
