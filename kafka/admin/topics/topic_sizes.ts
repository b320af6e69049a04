import type { Brokers } from "../../client/brokers.ts";
import { fetchOffsets, type OffsetsByPartition } from "../../reader/log_offsets.ts";
import type { ClusterView } from "../cluster_view.ts";
import { leaderSize, logDirs, replicaSizes } from "../replicas/log_dirs.ts";

/** How much a topic holds. What no leader tells is left out. */
export interface TopicSize {
  /** Offsets between where its logs begin and end; compaction and transactions can leave fewer records. */
  records: number;
  /** Of its leaders' logs, in bytes. */
  bytes: number;
}

/** How much each topic holds, by name: two requests a leader for offsets, and one a broker for bytes. */
export async function topicSizes(
  brokers: Brokers,
  { brokers: up, topics }: Pick<ClusterView, "brokers" | "topics">,
): Promise<Map<string, TopicSize>> {
  const led = topics.flatMap(({ partitions }) =>
    partitions.map((one) => ({ ...one, leader: one.leader ?? -1 }))
  );
  const [start, end, dirs] = await Promise.all([
    fetchOffsets(brokers, led, "start"),
    fetchOffsets(brokers, led, "end"),
    logDirs(brokers, up.map(({ id }) => id)),
  ]);
  const size = replicaSizes(dirs);
  return new Map(topics.map(({ name, partitions }) => [name, {
    records: total(partitions.map(({ partition }) => span(start, end, name, partition))),
    bytes: total(partitions.map((partition) => leaderSize(size, partition) ?? 0)),
  }]));
}

function span(
  start: OffsetsByPartition,
  end: OffsetsByPartition,
  topic: string,
  partition: number,
): number {
  const [from, to] = [start, end].map((offsets) => offsets.get(topic)?.get(partition));
  return from === undefined || to === undefined ? 0 : to - from;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
