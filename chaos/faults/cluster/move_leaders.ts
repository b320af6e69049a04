import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { electPreferredLeaders, reassign } from "../../../kafka/admin/replicas/replicas.ts";
import type { Fault } from "../fault.ts";
import { knownCluster, provenNewLeaders } from "../means/leadership.ts";

/** Has each partition led by another broker, with all of them up. */
export const moveLeaders: Fault = {
  name: "move all leaders",
  async inject({ lab, workload }) {
    const before = await knownCluster(workload);
    const { topic } = workload;
    const ids = lab.topology.kafka.map(({ id }) => id);
    const moves = before.leaders.map((leader, partition) => {
      const at = ids.indexOf(leader) + 1;
      return { topic, partition, replicas: [...ids.slice(at), ...ids.slice(0, at)] };
    });
    await withBrokers(lab.topology, async (brokers) => {
      await reassign(brokers, moves);
      await electPreferredLeaders(brokers, moves);
    });
    const at = workload.clock();
    const moved = await provenNewLeaders(workload, before, before.leaders.map((_, p) => p));
    return {
      what: `moved the leaders of ${before.leaders.length} partitions`,
      at,
      proofs: [moved],
    };
  },
};
