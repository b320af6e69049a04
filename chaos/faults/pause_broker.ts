import { brokerState } from "../../cluster/nodes/broker_state.ts";
import { type Fault, proven } from "./fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "./leadership.ts";
import { processOf } from "./node_process.ts";

/** Halts a broker that leads a partition (SIGSTOP), until it is healed: it listens, and says nothing. */
export const pauseBroker: Fault = {
  name: "pause a leader",
  async inject({ lab, workload, random }) {
    const partition = Math.floor(random() * workload.partitions);
    const before = await knownCluster(workload);
    const leader = before.leaders[partition];
    const node = lab.topology.kafka.find(({ id }) => id === leader)!;
    const { pid } = await processOf(lab, node.name);
    Deno.kill(pid, "SIGSTOP");
    const at = workload.clock();
    try {
      const silent = await proven(
        `the silence of ${node.name}`,
        async () =>
          (await brokerState(node)).state === "unresponsive"
            ? `pid ${pid} listens and does not answer`
            : undefined,
      );
      const moved = await provenNewLeaders(workload, before, ledBy(before, leader));
      return {
        what: `paused ${node.name}, leader of partition ${partition}`,
        at,
        proofs: [silent, moved],
        heal() {
          Deno.kill(pid, "SIGCONT");
          return Promise.resolve();
        },
      };
    } catch (error) {
      Deno.kill(pid, "SIGCONT");
      throw error;
    }
  },
};
