import type { Brokers } from "../../client/brokers.ts";
import { committedOffsets } from "../../consumer/committed_offsets.ts";
import { check } from "../../errors.ts";
import { logOffsets } from "../../reader/log_offsets.ts";
import { partitionName } from "../../topic_partition.ts";
import { redriveGroup } from "../letter_topics.ts";
import type { DealtOffsets } from "./dealt_offsets.ts";
import { decodeProgress } from "./progress_metadata.ts";

/** A partition of a topic of dead letters, and what was dealt with in it. */
export interface LetterPartition {
  partition: number;
  /** Offset of its oldest letter. */
  start: number;
  /** Up to where letters can be read now. */
  end: number;
  dealt: DealtOffsets;
}

/** A topic of dead letters as it is now. */
export interface LetterLog {
  topic: string;
  topicId: string;
  /** Ascending; those that no leader answers for are missing. */
  partitions: LetterPartition[];
  /** The partitions that are missing. */
  unread: number[];
}

/**
 * A topic of dead letters, and what was dealt with.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION; UNREACHABLE.
 */
export async function letterLog(brokers: Brokers, topic: string): Promise<LetterLog> {
  const { topics: [{ errorCode, id: topicId, partitions }] } = await brokers.metadata([topic]);
  check(errorCode, `read the dead letters of ${topic}`);
  const led = partitions.map(({ partition, leader }) => ({ topic, partition, leader }))
    .sort((a, b) => a.partition - b.partition);
  const [{ start, stable }, committed] = await Promise.all([
    logOffsets(brokers, led),
    committedOffsets(brokers, redriveGroup(topic), led),
  ]);
  const log: LetterLog = { topic, topicId, partitions: [], unread: [] };
  for (const one of led) {
    const { partition } = one;
    const [low, high] = [start, stable].map((offsets) => offsets.get(topic)?.get(partition));
    if (low === undefined || high === undefined) {
      log.unread.push(partition);
      continue;
    }
    const commit = committed.get(partitionName(one)) ?? { offset: -1, metadata: null };
    const dealt = decodeProgress(commit, topicId);
    // What retention has removed is no longer open.
    dealt.addRange(0, low);
    log.partitions.push({ partition, start: low, end: high, dealt });
  }
  return log;
}

/** How many offsets are open; as many letters, but where offsets hold none: compacted, or a transaction's end. */
export function openOffsets({ partitions }: LetterLog): number {
  return partitions.reduce(
    (sum, { start, end, dealt }) => sum + dealt.openBetween(start, end),
    0,
  );
}
