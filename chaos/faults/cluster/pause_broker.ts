import { brokerState } from "../../../cluster/nodes/broker_state.ts";
import { type Fault, proven } from "../fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "../means/leadership.ts";
import { engineOf } from "../means/node_process.ts";

/** Halts a broker that leads a partition (SIGSTOP, `docker pause`), until it is healed: it listens, and says nothing. */
export const pauseBroker: Fault = {
  name: "pause a leader",
  async inject({ lab, workload, random }) {
    const partition = Math.floor(random() * workload.partitions);
    const before = await knownCluster(workload);
    const leader = before.leaders[partition];
    const node = lab.topology.kafka.find(({ id }) => id === leader)!;
    const engine = engineOf(lab);
    await engine.halt(node.name, true);
    const at = workload.clock();
    try {
      const silent = await proven(
        `the silence of ${node.name}`,
        async () =>
          (await brokerState(node)).state === "unresponsive"
            ? `${node.name} listens and does not answer`
            : undefined,
      );
      const moved = await provenNewLeaders(workload, before, ledBy(before, leader));
      return {
        what: `paused ${node.name}, leader of partition ${partition}`,
        at,
        proofs: [silent, moved],
        heal: () => engine.halt(node.name, false),
      };
    } catch (error) {
      await engine.halt(node.name, false);
      throw error;
    }
  },
};
