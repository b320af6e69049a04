import { Buffer } from "node:buffer";
import type { IHeaders, KafkaMessage } from "../client/kafkajs.ts";
import type { Header, KafkaRecord } from "../record/record.ts";
import type { TopicPartition } from "../topic_partition.ts";

/** A record that kafkajs has read. It runs for every record. */
export function toRecord(
  { topic, partition }: TopicPartition,
  { offset, timestamp, key, value, headers }: KafkaMessage,
): KafkaRecord {
  return {
    topic,
    partition,
    offset: Number(offset),
    timestamp: toTimestamp(timestamp),
    key,
    value,
    headers: headers === undefined ? [] : toHeaders(headers),
  };
}

function toTimestamp(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function toHeaders(headers: IHeaders): Header[] {
  const list: Header[] = [];
  for (const name in headers) {
    const values = headers[name];
    if (Array.isArray(values)) { for (const value of values) list.push([name, toBytes(value)]); }
    else list.push([name, toBytes(values)]);
  }
  return list;
}

function toBytes(value: Buffer | string | undefined): Buffer | null {
  return typeof value === "string" ? Buffer.from(value) : value ?? null;
}
