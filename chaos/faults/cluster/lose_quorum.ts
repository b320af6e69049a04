import { memberState } from "../../../cluster/nodes/four_letter_words.ts";
import { type Fault, proven } from "../fault.ts";
import { startByHand, stopByHand } from "../means/node_process.ts";

/** Kills two of the three ZooKeeper servers, and keeps them down until it is healed. */
export const loseQuorum: Fault = {
  name: "lose ZooKeeper's quorum",
  async inject({ lab, workload, random }) {
    const { zookeeper } = lab.topology;
    const left = zookeeper[Math.floor(random() * zookeeper.length)];
    const names = zookeeper.filter((node) => node !== left).map(({ name }) => name);
    const heal = () => startByHand(lab, names);
    await stopByHand(lab, names, { kill: true });
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
