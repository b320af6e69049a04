import type { Brokers } from "../../client/brokers.ts";
import { CHANGE_TIMEOUT } from "../../client/controller.ts";
import { check, errorName, KafkaError } from "../../errors.ts";
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

/** The offset that stands for all records there are: the high watermark. */
const ALL = -1;

/**
 * Deletes all records that a topic has now (KIP-107). The next ones get the next offsets.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION; POLICY_VIOLATION for a compacted topic, of which Kafka
 * deletes nothing by offset; LEADER_NOT_AVAILABLE where a partition has no leader, and then nothing is deleted.
 */
export function emptyTopic(brokers: Brokers, name: string): Promise<EmptiedPartition[]> {
  return deleteBelow(brokers, name, () => ALL, `empty topic ${name}`);
}

/**
 * Deletes the records of one partition below an offset, as {@linkcode emptyTopic} does all.
 *
 * @throws {KafkaError} OFFSET_OUT_OF_RANGE beyond the end of the log, UNKNOWN_PARTITION, and the same.
 */
export async function deleteRecordsBelow(
  brokers: Brokers,
  { topic, partition }: TopicPartition,
  offset: number,
): Promise<EmptiedPartition> {
  const action = `delete records of ${topic}`;
  const [emptied] = await deleteBelow(
    brokers,
    topic,
    (one) => one === partition ? offset : undefined,
    action,
  );
  if (emptied !== undefined) return emptied;
  throw new KafkaError("UNKNOWN_PARTITION", `Cannot ${action}: there is no partition ${partition}`);
}

/** @param below up to which offset a partition loses its records; undefined: it keeps all. */
async function deleteBelow(
  brokers: Brokers,
  name: string,
  below: (partition: number) => number | undefined,
  action: string,
): Promise<EmptiedPartition[]> {
  const { topics } = await brokers.metadata([name]);
  check(topics[0].errorCode, action);
  await mustBeDeletable(brokers, name, action);
  const partitions = ledPartitions(topics)
    .filter(({ partition }) => below(partition) !== undefined);
  const leaderless = partitions.find(({ leader }) => leader < 0);
  if (leaderless) {
    const detail = `partition ${leaderless.partition} has no leader`;
    throw new KafkaError("LEADER_NOT_AVAILABLE", `Cannot ${action}: ${detail}`);
  }
  const starts = (await fetchOffsets(brokers, partitions, "start")).get(name);
  const byLeader = Map.groupBy(partitions, ({ leader }) => leader);
  const emptied = await Promise.all([...byLeader].map(async ([leader, led]) => {
    const { topics } = await brokers.request(leader, deleteRecords, {
      topics: [{
        name,
        partitions: led.map(({ partition }) => ({ partition, offset: below(partition)! })),
      }],
      timeoutMs: CHANGE_TIMEOUT,
    }, CHANGE_TIMEOUT);
    return topics.flatMap(({ partitions }) =>
      partitions.map(({ partition, lowWatermark: to, errorCode }) => {
        const isBeyond = errorName(errorCode) === "OFFSET_OUT_OF_RANGE";
        const detail = isBeyond ? "its log ends before that offset" : undefined;
        check(errorCode, `${action}, partition ${partition}`, detail);
        return { topic: name, partition, from: starts?.get(partition) ?? to, to };
      })
    );
  }));
  return emptied.flat().sort((a, b) => a.partition - b.partition);
}

/** Kafka says of a compacted topic no more than that it violates a policy. */
async function mustBeDeletable(brokers: Brokers, name: string, action: string): Promise<void> {
  const configs = (await topicConfigs(brokers, [name])).get(name) ?? [];
  const policy = configs.find((config) => config.name === "cleanup.policy")?.value ?? "delete";
  if (policy.split(",").includes("delete")) return;
  throw new KafkaError(
    "POLICY_VIOLATION",
    `Cannot ${action}: it is compacted, and Kafka deletes nothing of it by offset; ` +
      "set cleanup.policy=compact,delete for the time of it",
  );
}
