import { offsetsAt } from "../../../kafka/admin/groups/group_offsets.ts";
import { ledPartitions } from "../../../kafka/admin/offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../kafka/consumer/committed_offsets.ts";
import type { Isolation } from "../../../kafka/reader/fetch_records.ts";
import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";
import type { Start } from "./consumed_partition.ts";

/** Where an instance begins in a partition of which its group has committed nothing. */
export interface Reset {
  group: string;
  resetTo: "start" | "end";
  isolation: Isolation;
}

/**
 * Where partitions are to be read from, by name: behind what the group has committed. A partition without
 * a leader to tell holds up no other; it begins when it has one.
 *
 * @throws when Kafka cannot be asked.
 */
export async function locateStarts(
  brokers: Brokers,
  { group, resetTo, isolation }: Reset,
  partitions: readonly TopicPartition[],
): Promise<Map<string, Start>> {
  if (partitions.length === 0) return new Map();
  const committed = await committedOffsets(brokers, group, partitions);
  const offsetOf = (one: TopicPartition) => committed.get(partitionName(one))?.offset ?? -1;
  const unknown = partitions.filter((one) => offsetOf(one) < 0);
  const begun = new Map<string, number>();
  if (unknown.length > 0) {
    const names = [...new Set(unknown.map(({ topic }) => topic))];
    const wanted = new Set(unknown.map(partitionName));
    const led = ledPartitions((await brokers.metadata(names)).topics)
      .filter((one) => wanted.has(partitionName(one)) && one.leader >= 0);
    const end = isolation === "read_committed" ? "stable" : "end";
    for (const found of await offsetsAt(brokers, led, resetTo === "end" ? end : "start")) {
      begun.set(partitionName(found), found.offset);
    }
  }
  return new Map(partitions.map((one) => {
    const name = partitionName(one);
    const offset = offsetOf(one);
    return [name, { committed: offset, position: offset < 0 ? begun.get(name) ?? -1 : offset }];
  }));
}
