import { ledPartitions } from "../../admin/offsets.ts";
import { Brokers } from "../../client/brokers.ts";
import { hasCode } from "../../errors.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import { fetchRecords } from "../../reader/fetch_records.ts";
import { fetchOffsets, type LedPartition } from "../../reader/log_offsets.ts";
import { readLetter } from "../letter.ts";
import { isLetterTopicName } from "../letter_topics.ts";
import { type LetterLog, letterLog, openOffsets } from "../progress/letter_log.ts";

/** A topic of dead letters. */
export interface LetterTopic {
  topic: string;
  partitions: number;
  /** How many letters it has that were not dealt with, by offsets. */
  open: number;
  /** Partitions that no leader answers for: what is open in them is not counted. */
  unread: number[];
}

/** How many topics are looked into whose names do not tell. */
const MAX_PEEKS = 500;

/** Of a look at the last record of many partitions. */
const BOUNDS = { maxWaitMs: 1, maxBytes: 4 * 1024 * 1024, maxPartitionBytes: 8 * 1024 };

/**
 * The topics of dead letters, by name: those that are named so, and those whose last record is a letter.
 *
 * @throws {KafkaError} UNREACHABLE.
 */
export async function findLetterTopics(settings: KafkaSettings): Promise<LetterTopic[]> {
  const brokers = new Brokers(settings);
  try {
    const { topics } = await brokers.metadata(null);
    const own = topics.filter(({ internal, errorCode, name }) =>
      errorCode === 0 && !internal && !name.startsWith("__")
    );
    const others = own.filter(({ name }) => !isLetterTopicName(name)).slice(0, MAX_PEEKS);
    const found = await withLetters(brokers, ledPartitions(others));
    const names = own.map(({ name }) => name)
      .filter((name) => isLetterTopicName(name) || found.has(name)).sort();
    const logs = await Promise.all(names.map((topic) => logUnlessGone(brokers, topic)));
    return logs.filter((log) => log !== undefined).map((log) => {
      const { topic, partitions, unread } = log;
      return {
        topic,
        partitions: partitions.length + unread.length,
        open: openOffsets(log),
        unread,
      };
    });
  } finally {
    await brokers.close();
  }
}

/** A topic that was deleted meanwhile is none. */
async function logUnlessGone(brokers: Brokers, topic: string): Promise<LetterLog | undefined> {
  try {
    return await letterLog(brokers, topic);
  } catch (error) {
    if (hasCode(error, "UNKNOWN_TOPIC_OR_PARTITION")) {
      return undefined;
    }
    throw error;
  }
}

/** The topics in which the last record of a partition is a letter. What cannot be read now is none. */
async function withLetters(
  brokers: Brokers,
  partitions: readonly LedPartition[],
): Promise<Set<string>> {
  const [starts, ends] = await Promise.all([
    fetchOffsets(brokers, partitions, "start"),
    fetchOffsets(brokers, partitions, "stable"),
  ]);
  const positions = partitions.flatMap((one) => {
    const start = starts.get(one.topic)?.get(one.partition) ?? 0;
    const end = ends.get(one.topic)?.get(one.partition) ?? 0;
    return end > start ? [{ ...one, offset: end - 1 }] : [];
  });
  const found = new Set<string>();
  const byLeader = Map.groupBy(positions, ({ leader }) => leader);
  await Promise.allSettled([...byLeader].map(async ([leader, led]) => {
    for (const { topic, partition, records } of await fetchRecords(brokers, leader, led, BOUNDS)) {
      const last = records.at(-1);
      if (last === undefined) continue;
      if (readLetter({ topic, partition, ...last }).origin !== "plain") found.add(topic);
    }
  }));
  return found;
}
