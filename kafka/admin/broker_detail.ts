import type { PartitionReplicas } from "./replicas/partition_replicas.ts";
import type { TopicPartition } from "../topic_partition.ts";
import { KafkaError } from "../errors.ts";
import type { Brokers } from "../client/brokers.ts";
import { type ConfigEntry, describe } from "./topics/configs.ts";
import { type LogDir, logDirs } from "./replicas/log_dirs.ts";
import { type BrokerAddress, clusterView } from "./cluster_view.ts";

/** A broker in full. */
export interface BrokerDetail extends BrokerAddress {
  controller: boolean;
  /** By name. */
  config: ConfigEntry[];
  /** The partitions that it leads and those that it holds replicas of, by topic and partition. */
  leads: TopicPartition[];
  holds: PartitionReplicas[];
  logDirs: LogDir[];
}

/** A broker in full. @throws {KafkaError} BROKER_NOT_AVAILABLE. */
export async function brokerDetail(brokers: Brokers, id: number): Promise<BrokerDetail> {
  const view = clusterView(await brokers.metadata(null));
  const address = view.brokers.find((broker) => broker.id === id);
  if (address === undefined) {
    throw new KafkaError(
      "BROKER_NOT_AVAILABLE",
      `Cannot find broker ${id}: it is down, or there is none`,
    );
  }
  const [config, dirs] = await Promise.all([
    describe(brokers, { broker: id }),
    logDirs(brokers, [id]),
  ]);
  const partitions = view.topics.flatMap(({ partitions }) => partitions);
  return {
    ...address,
    controller: view.controller === id,
    config,
    leads: partitions
      .filter(({ leader }) => leader === id)
      .map(({ topic, partition }) => ({ topic, partition })),
    holds: partitions.filter(({ replicas }) => replicas.includes(id)),
    logDirs: dirs,
  };
}
