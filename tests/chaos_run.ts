import { CHAOS_KEY, CHAOS_TOPIC } from "../functions/console/chaos/chaos_run.ts";
import { aChaosRun } from "../functions/console/testing/chaos_samples.ts";
import { kafkaCluster } from "../kafka/cluster/kafka_cluster.ts";

/** Writes a run of `deno task chaos` that has passed, for the console to show. */
export async function writeChaosRun(brokers: readonly string[]): Promise<void> {
  const cluster = kafkaCluster({ brokers: [...brokers], clientId: "instigator-tests" });
  try {
    await cluster.createTopic({ name: CHAOS_TOPIC, partitions: 1 });
    await cluster.produce(CHAOS_TOPIC, { key: CHAOS_KEY, value: JSON.stringify(aChaosRun()) });
  } finally {
    await cluster.close();
  }
}
