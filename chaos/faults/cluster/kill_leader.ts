import type { Fault } from "../fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "../means/leadership.ts";
import { killProcess } from "../means/node_process.ts";

/** Kills the broker that leads a partition (SIGKILL); the supervisor starts it again. */
export const killLeader: Fault = {
  name: "kill a leader",
  async inject({ lab, workload, random }) {
    const partition = Math.floor(random() * workload.partitions);
    const before = await knownCluster(workload);
    const leader = before.leaders[partition];
    const gone = await killProcess(lab, `kafka${leader}`);
    const at = workload.clock();
    const moved = await provenNewLeaders(workload, before, ledBy(before, leader));
    const what = `killed kafka${leader}, leader of partition ${partition}`;
    return { what, at, proofs: [gone, moved] };
  },
};
