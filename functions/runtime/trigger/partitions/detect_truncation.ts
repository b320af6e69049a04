import { logEnds, partitionsOf } from "../../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import type { AssignedPartition } from "./assigned_partition.ts";
import { partitionName } from "../../../../kafka/topic_partition.ts";

/**
 * Moves a partition to where its log goes on, before a batch is processed. Where the log has dropped
 * our position, or was made again, kafkajs goes on at its beginning and does not tell; so a batch that
 * begins elsewhere than expected is looked into. (Compaction leaves such gaps, too.)
 *
 * @throws when Kafka cannot be asked where the log begins.
 */
export async function detectTruncation(
  brokers: Brokers,
  partition: AssignedPartition,
  batch: Pick<FetchedBatch, "topic" | "records" | "highWatermark">,
): Promise<void> {
  const first = batch.records[0].offset;
  partition.noteHighWatermark(batch.highWatermark);
  if (first < partition.position) partition.jump(first);
  if (first === partition.position) return;
  const partitions = await partitionsOf(brokers, [batch.topic]);
  const own = partitions.filter((one) => one.partition === partition.partition);
  const logs = await logEnds(brokers, own);
  const low = logs.get(partitionName(partition))?.low ?? 0;
  if (low > partition.position) partition.jump(Math.min(low, first));
}
