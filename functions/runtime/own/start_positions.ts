import {
  commitOffsets,
  offsetsAt,
  partitionsOf,
  type Target,
} from "../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../kafka/consumer/committed_offsets.ts";
import { parseStart } from "../../../kafka/reader/start.ts";

/**
 * Commits where a group begins with topics of which it has no commits at all; of others it goes on.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_MEMBER_ID where another replica was faster,
 * UNREACHABLE.
 */
export async function beginAt(
  brokers: Brokers,
  { group, topics }: Target,
  from: string,
): Promise<void> {
  const partitions = await partitionsOf(brokers, topics);
  const committed = await committedOffsets(brokers, group, partitions);
  const known = new Set(
    [...committed.values()].filter(({ offset }) => offset >= 0)
      .map(({ topic }) => topic),
  );
  const added = partitions.filter(({ topic }) => !known.has(topic));
  if (added.length === 0) return;
  const start = parseStart(from);
  const at = start === "earliest" ? "start" : typeof start === "object" ? start : "end";
  await commitOffsets(brokers, group, await offsetsAt(brokers, added, at as "start" | "end"));
}
