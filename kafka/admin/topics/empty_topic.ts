import type { Brokers } from "../../client/brokers.ts";
import { CHANGE_TIMEOUT } from "../../client/controller.ts";
import { check, KafkaError } from "../../errors.ts";
import { deleteRecords } from "../../protocol/records/delete_records.ts";
import { fetchOffsets } from "../../reader/log_offsets.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { topicConfigs } from "./configs.ts";
import { ledPartitions } from "../offsets.ts";

/** What was deleted of a partition. */
export interface EmptiedPartition extends TopicPartition {
  /** Where its log began, and where it begins now. */
  from: number;
  to: number;
}

/**
 * Deletes all records that a topic has now (KIP-107). The next ones get the next offsets.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION; POLICY_VIOLATION for a compacted topic, of which Kafka
 * deletes nothing by offset; LEADER_NOT_AVAILABLE where a partition has no leader, and then nothing is deleted.
 */
export async function emptyTopic(brokers: Brokers, name: string): Promise<EmptiedPartition[]> {
  const action = `empty topic ${name}`;
  const { topics } = await brokers.metadata([name]);
  check(topics[0].errorCode, action);
  await mustBeDeletable(brokers, name);
  const partitions = ledPartitions(topics);
  const leaderless = partitions.find(({ leader }) => leader < 0);
  if (leaderless) {
    const detail = `partition ${leaderless.partition} has no leader`;
    throw new KafkaError("LEADER_NOT_AVAILABLE", `Cannot ${action}: ${detail}`);
  }
  const starts = (await fetchOffsets(brokers, partitions, "start")).get(name);
  const byLeader = Map.groupBy(partitions, ({ leader }) => leader);
  const emptied = await Promise.all([...byLeader].map(async ([leader, led]) => {
    const { topics } = await brokers.request(leader, deleteRecords, {
      topics: [{ name, partitions: led.map(({ partition }) => ({ partition, offset: -1 })) }],
      timeoutMs: CHANGE_TIMEOUT,
    }, CHANGE_TIMEOUT);
    return topics.flatMap(({ partitions }) =>
      partitions.map(({ partition, lowWatermark: to, errorCode }) => {
        check(errorCode, `${action}, partition ${partition}`);
        return { topic: name, partition, from: starts?.get(partition) ?? to, to };
      })
    );
  }));
  return emptied.flat().sort((a, b) => a.partition - b.partition);
}

/** Kafka says of a compacted topic no more than that it violates a policy. */
async function mustBeDeletable(brokers: Brokers, name: string): Promise<void> {
  const configs = (await topicConfigs(brokers, [name])).get(name) ?? [];
  const policy = configs.find((config) => config.name === "cleanup.policy")?.value ?? "delete";
  if (policy.split(",").includes("delete")) return;
  throw new KafkaError(
    "POLICY_VIOLATION",
    `Cannot empty topic ${name}: it is compacted, and Kafka deletes nothing of it by offset; ` +
      "set cleanup.policy=compact,delete for the time of it",
  );
}
