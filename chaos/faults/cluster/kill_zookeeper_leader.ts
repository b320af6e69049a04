import { memberStates } from "../../../cluster/nodes/readiness.ts";
import type { Topology } from "../../../cluster/topology.ts";
import { type Fault, proven } from "../fault.ts";
import { killProcess } from "../means/node_process.ts";

/** Kills the leader of the ensemble (SIGKILL); the supervisor starts it again. */
export const killZooKeeperLeader: Fault = {
  name: "kill ZooKeeper's leader",
  async inject({ lab, workload }) {
    const before = await ensembleLeader(lab.topology);
    if (before === undefined) throw new Error("Cannot kill ZooKeeper's leader: there is none");
    const gone = await killProcess(lab, before);
    const at = workload.clock();
    const elected = await proven("another leader of the ensemble", async () => {
      const now = await ensembleLeader(lab.topology);
      return now !== undefined && now !== before ? `${now} leads the ensemble` : undefined;
    });
    return { what: `killed ${before}, leader of the ensemble`, at, proofs: [gone, elected] };
  },
};

/** The name of the member that leads; `undefined` while none does. */
async function ensembleLeader(topology: Topology): Promise<string | undefined> {
  const states = await memberStates(topology);
  return topology.zookeeper.find((_, index) => {
    const member = states[index];
    return member.state === "up" && member.role === "leader";
  })?.name;
}
