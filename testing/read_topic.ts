import type { KafkaSettings } from "../kafka/client/settings.ts";
import { bytesToText } from "../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { follow } from "../kafka/reader/follow.ts";
import { PartitionReader } from "../kafka/reader/partition_reader.ts";
import { readTopic } from "../kafka/reader/read_topic.ts";
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
export async function firstRecords(
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
  const ranges = new Map(
    [...await logsOf(settings, topic)].map(([partition, { start, end }]) => [
      partition,
      { from: start, to: end },
    ]),
  );
  const records: KafkaRecord[] = [];
  for await (const read of readTopic(settings, topic, ranges, new AbortController().signal)) {
    for (const record of read) records.push(record);
  }
  return records;
}

async function starts(settings: KafkaSettings, topic: string): Promise<Map<number, number>> {
  const logs = await logsOf(settings, topic);
  return new Map([...logs].map(([partition, { start }]) => [partition, start]));
}

/**
 * Where the partitions' logs begin, and where what is committed in them ends, of all of them: a test that
 * misses some would take their records for lost.
 *
 * @throws {Error} that names those of which no leader tells.
 */
async function logsOf(settings: KafkaSettings, topic: string) {
  await using stack = new AsyncDisposableStack();
  const reader = stack.adopt(new PartitionReader(settings, topic), (reader) => reader.close());
  const logs = await reader.logs(WITHIN);
  const missing = reader.partitions.filter((partition) => !logs.has(partition));
  if (missing.length === 0) return logs;
  throw new Error(`Cannot read ${topic}: no leader tells of partitions ${missing.join(", ")}`);
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
