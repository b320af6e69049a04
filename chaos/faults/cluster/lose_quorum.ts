import { startNodes } from "../../../cluster/lifecycle/start_nodes.ts";
import { stopNodes } from "../../../cluster/lifecycle/stop_nodes.ts";
import { memberState } from "../../../cluster/nodes/four_letter_words.ts";
import { silent } from "../../../cluster/progress.ts";
import { type Fault, proven } from "../fault.ts";
import { engineOf } from "../means/node_process.ts";

/** Kills two of the three ZooKeeper servers, and keeps them down until it is healed. */
export const loseQuorum: Fault = {
  name: "lose ZooKeeper's quorum",
  async inject({ lab, workload, random }) {
    const { environment, topology } = lab;
    const left = topology.zookeeper[Math.floor(random() * topology.zookeeper.length)];
    const names = topology.zookeeper.filter((node) => node !== left).map(({ name }) => name);
    const change = {
      engine: engineOf(lab),
      environment,
      lab: topology,
      names,
    };
    const heal = () =>
      startNodes({
        ...change,
        progress: silent,
        onWait() {},
        signal: new AbortController().signal,
      });
    await stopNodes({ ...change, kill: true });
    const at = workload.clock();
    try {
      const lost = await proven(
        "the loss of the quorum",
        async () =>
          (await memberState(left.port)).state === "looking"
            ? `${left.name} has no quorum`
            : undefined,
      );
      return { what: `killed ${names.join(" and ")}`, at, proofs: [lost], heal };
    } catch (error) {
      await heal();
      throw error;
    }
  },
};
