import { delay } from "@std/async";
import {
  commitOffsets,
  offsetsAt,
  type Target,
} from "../../../kafka/admin/groups/group_offsets.ts";
import { ledPartitions } from "../../../kafka/admin/offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../kafka/consumer/committed_offsets.ts";
import { KafkaError } from "../../../kafka/errors.ts";
import { parseStart } from "../../../kafka/reader/start.ts";

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
      return await begin(brokers, target, from);
    } catch (error) {
      if (!(error instanceof KafkaError) || !error.retriable) throw error;
      await delay(PAUSE, { signal }).catch(() => {});
    }
  }
}

async function begin(
  brokers: Brokers,
  { group, topics }: Target,
  from: string,
): Promise<void> {
  // What is written to a topic that is only made later is read from its first record on.
  const partitions = ledPartitions((await brokers.metadata(topics)).topics);
  const committed = await committedOffsets(brokers, group, partitions);
  const known = new Set(
    [...committed.values()].filter(({ offset }) => offset >= 0)
      .map(({ topic }) => topic),
  );
  const added = partitions.filter(({ topic }) => !known.has(topic));
  if (added.length === 0) return;
  const start = parseStart(from);
  const at = start === "earliest" ? "start" : typeof start === "object" ? start : "end";
  await commitOffsets(brokers, group, await offsetsAt(brokers, added, at));
}
