/**
 * Where a group begins with topics that are new to it.
 *
 * @module
 */
import { delay } from "@std/async";
import {
  commitOffsets,
  offsetsAt,
  type Position,
  type Target,
} from "../../../../kafka/admin/groups/group_offsets.ts";
import { ledPartitions } from "../../../../kafka/admin/offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../../kafka/consumer/committed_offsets.ts";
import { KafkaError } from "../../../../kafka/errors.ts";
import type { LedPartition } from "../../../../kafka/reader/log_offsets.ts";
import { parseStart } from "../../../../kafka/reader/start.ts";

/** The pause before Kafka is asked again, in ms. */
const PAUSE = 500;

/**
 * Commits where a group begins with topics of which it has no commits at all; of others it goes on. It is
 * tried until Kafka has taken it, as a group that begins elsewhere would miss records, or do all of the
 * past; or until the signal aborts.
 *
 * @throws {KafkaError} what another try does not help with: UNKNOWN_MEMBER_ID where another replica has
 * joined already.
 */
export async function beginAt(
  brokers: Brokers,
  target: Target,
  from: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      // What is written to a topic that is only made later is read from its first record on.
      const partitions = ledPartitions((await brokers.metadata(target.topics)).topics);
      const positions = await newPositions(brokers, target.group, partitions, from);
      if (positions.length > 0) await commitOffsets(brokers, target.group, positions);
      return;
    } catch (error) {
      if (!(error instanceof KafkaError) || !error.retriable) throw error;
      await delay(PAUSE, { signal }).catch(() => {});
    }
  }
}

/**
 * The offsets `from` which a group begins with topics of which it has no commits at all; as far as
 * leaders tell them. A partition that tells none, or that is younger than the commits of its topic,
 * begins at its first record: rather too early than too late.
 */
export async function newPositions(
  brokers: Brokers,
  group: string,
  partitions: readonly LedPartition[],
  from: string,
): Promise<Position[]> {
  const committed = await committedOffsets(brokers, group, partitions);
  const known = new Set(
    [...committed.values()].filter(({ offset }) => offset >= 0).map(({ topic }) => topic),
  );
  const added = partitions.filter(({ topic }) => !known.has(topic));
  return added.length === 0 ? [] : await positionsFrom(brokers, added, from);
}

/** The offsets that a start means in partitions, as far as leaders tell them. */
export function positionsFrom(
  brokers: Brokers,
  partitions: readonly LedPartition[],
  from: string,
): Promise<Position[]> {
  const start = parseStart(from);
  const at = start === "earliest" ? "start" : typeof start === "object" ? start : "end";
  return offsetsAt(brokers, partitions, at);
}
