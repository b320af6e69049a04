import { KafkaError } from "../errors.ts";
import type { Brokers } from "../protocol/brokers.ts";
import type { BrokerDetail } from "./cluster.ts";
import { describe } from "./configs.ts";
import { logDirs } from "./log_dirs.ts";
import { brokerAddresses, partitionReplicas } from "./overview.ts";

/** A broker in full. @throws {KafkaError} BROKER_NOT_AVAILABLE. */
export async function brokerDetail(brokers: Brokers, id: number): Promise<BrokerDetail> {
  const found = await brokers.metadata(null);
  const address = brokerAddresses(found).find((broker) => broker.id === id);
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
  const partitions = found.topics
    .toSorted((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(partitionReplicas);
  return {
    ...address,
    controller: found.controller === id,
    config,
    leads: partitions
      .filter(({ leader }) => leader === id)
      .map(({ topic, partition }) => ({ topic, partition })),
    holds: partitions.filter(({ replicas }) => replicas.includes(id)),
    logDirs: dirs,
  };
}
