import type { KafkaSettings } from "../client/settings.ts";
import type { KafkaRecord } from "../record/record.ts";
import { PartitionReader } from "./partition_reader.ts";

/** Of one round: how long brokers wait for records, in ms, and how many bytes they send. */
const BOUNDS = { maxWaitMs: 250, maxBytes: 8 * 1024 * 1024, maxPartitionBytes: 1024 * 1024 };

/**
 * The records of a topic from these offsets on, a partition's at a time and in their order, until the
 * signal is aborted. No group is joined, and nothing is left behind.
 *
 * @param start the offset in each partition; those that are missing are not read.
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION when the topic is deleted, UNREACHABLE.
 */
export async function* follow(
  settings: KafkaSettings,
  topic: string,
  start: ReadonlyMap<number, number>,
  signal: AbortSignal,
): AsyncGenerator<KafkaRecord[]> {
  const reader = new PartitionReader(settings, topic);
  const positions = new Map(start);
  const close = () => void reader.close();
  signal.addEventListener("abort", close);
  try {
    // Nobody waits for a partition without news while another one has records to be read.
    let isCaughtUp = false;
    while (!signal.aborted) {
      const bounds = isCaughtUp ? BOUNDS : { ...BOUNDS, maxWaitMs: 0 };
      const fetched = await reader.read(positions, bounds);
      isCaughtUp = fetched.every(({ next, lastStableOffset }) => next >= lastStableOffset);
      for (const { partition, records, next } of fetched) {
        if (records.length > 0) yield records.map((record) => ({ topic, partition, ...record }));
        positions.set(partition, next);
      }
    }
  } catch (error) {
    // What was under way when the reader was closed has failed with that.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", close);
    await reader.close();
  }
}
