/**
 * The records of the load: what names them, and how they are read back.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { partitionOfKey } from "../../kafka/producer/partitioner.ts";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import type { Logged } from "../history.ts";

/** Bytes of a record's value. */
const SIZE = 100;

/** What names a record: its key, and its number among those of its key. */
export function recordId(key: string, sequence: number): string {
  return `${key}:${sequence}`;
}

/** A record of the load, `bytes` long. */
export function loadRecord(
  key: string,
  sequence: number,
  partition: number,
  bytes = SIZE,
): OutgoingRecord {
  return { key, value: `${recordId(key, sequence)} `.padEnd(bytes, "."), partition };
}

/** The id of a record that was read. */
export function idOf({ value }: Pick<KafkaRecord, "value">): string {
  const text = value === null ? "null" : Buffer.from(value).toString();
  return text.split(" ", 1)[0];
}

/** A record that was read back, as the verdict wants it. */
export function toLogged(record: KafkaRecord): Logged {
  const id = idOf(record);
  const [key, sequence] = id.split(":");
  return {
    partition: record.partition,
    offset: record.offset,
    id,
    key,
    sequence: Number(sequence),
  };
}

/** Keys of a producer for each of these partitions, `count` each: `p0-17` and the like. */
export function keysByPartition(producer: string, partitions: number, count: number): string[][] {
  const keys: string[][] = Array.from({ length: partitions }, () => []);
  for (let n = 0; keys.some(({ length }) => length < count); n++) {
    const key = `${producer}-${n}`;
    const taken = keys[partitionOfKey(key, partitions)];
    if (taken.length < count) taken.push(key);
  }
  return keys;
}
