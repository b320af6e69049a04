import { partitionsOf } from "../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { TopicPartition } from "../../../kafka/topic_partition.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";

/** A partition of a topic, or all. @throws {Problem} 404 if it is not there; {@linkcode KafkaError}. */
export async function topicPartitions(
  brokers: Brokers,
  topic: string,
  partition?: number,
): Promise<TopicPartition[]> {
  const found = await partitionsOf(brokers, [topic]);
  const wanted = found.filter((one) => partition === undefined || one.partition === partition);
  if (wanted.length > 0) return wanted;
  throw new Problem("noPartition", `Cannot find partition ${partition} of ${topic}`);
}
