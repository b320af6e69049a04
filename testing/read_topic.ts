import type { KafkaSettings } from "../kafka/client/settings.ts";
import { bytesToText } from "../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { follow } from "../kafka/reader/follow.ts";
import { PartitionReader } from "../kafka/reader/partition_reader.ts";
import type { InputRecord } from "../functions/runtime/define/records.ts";
import { Input } from "../functions/runtime/own/input/input_record.ts";

/** A record as a test gets it: its value parsed where it is JSON, as text or bytes where it is not. */
// deno-lint-ignore no-explicit-any -- a test knows what it has written.
export type TestRecord = InputRecord<any>;

/** Which records a test wants. */
export interface ConsumeOptions {
  /** As many; the first ones of the topic. */
  count: number;
  /** How long they may take to be there, ms; 30 s. */
  within?: number;
  /** Only those that match. */
  where?: (record: TestRecord) => boolean;
}

const WITHIN = 30_000;

/**
 * The first records of a topic, once there are as many. No group is joined.
 *
 * @throws {Error} that says what was there, when they do not come in time.
 */
export async function readTopic(
  settings: KafkaSettings,
  topic: string,
  { count, within = WITHIN, where = () => true }: ConsumeOptions,
): Promise<TestRecord[]> {
  const found: TestRecord[] = [];
  if (count === 0) return found;
  let seen = 0;
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), within);
  try {
    for await (
      const records of follow(settings, topic, await starts(settings, topic), enough.signal)
    ) {
      seen += records.length;
      found.push(...records.map(toTestRecord).filter(where));
      if (found.length >= count) enough.abort();
    }
  } finally {
    clearTimeout(timer);
  }
  if (found.length >= count) return found.slice(0, count);
  const matching = seen === found.length ? "" : ` that match, of ${seen}`;
  const values = found.slice(0, 5).map(({ value }) => JSON.stringify(value)).join(", ");
  throw new Error(
    `${topic} has ${found.length} of ${count} records${matching} after ${within} ms` +
      (values && `: ${values}${found.length > 5 ? ", …" : ""}`),
  );
}

/** All records that a topic has now, of each partition in their order. */
export async function readAll(settings: KafkaSettings, topic: string): Promise<KafkaRecord[]> {
  const reader = new PartitionReader(settings, topic);
  const logs = await reader.logs().finally(() => reader.close());
  const open = new Map([...logs].filter(([, { start, end }]) => start < end));
  const ends = new AbortController();
  const records: KafkaRecord[] = [];
  if (open.size === 0) return records;
  const from = new Map([...open].map(([partition, { start }]) => [partition, start]));
  for await (const read of follow(settings, topic, from, ends.signal)) {
    const { partition, offset } = read.at(-1)!;
    records.push(...read);
    if (offset + 1 >= open.get(partition)!.end) open.delete(partition);
    if (open.size === 0) ends.abort();
  }
  return records;
}

async function starts(settings: KafkaSettings, topic: string): Promise<Map<number, number>> {
  const reader = new PartitionReader(settings, topic);
  const logs = await reader.logs().finally(() => reader.close());
  return new Map([...logs].map(([partition, { start }]) => [partition, start]));
}

/** A record as a test gets it. */
export function toTestRecord(record: KafkaRecord): TestRecord {
  return new Input(record, valueOf(record.value));
}

function valueOf(value: Uint8Array | null): unknown {
  if (value === null) return null;
  const { encoding, text } = bytesToText(value);
  if (encoding === "base64") return value;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
