import { alive } from "../../cluster/process/process_identity.ts";
import { type Fault, proven } from "./fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "./leadership.ts";
import { processOf } from "./node_process.ts";

/** Fills the disk of a broker's data, until it is healed: the broker ends, and cannot start again. */
export const fillDisk: Fault = {
  name: "fill a broker's disk",
  async inject({ lab, workload }) {
    const { smallDisk } = lab;
    if (smallDisk === undefined) throw new Error("Cannot fill a disk: this lab has no small one");
    const { broker } = smallDisk;
    const before = await knownCluster(workload);
    const { id } = lab.topology.kafka.find(({ name }) => name === broker)!;
    const process = await processOf(lab, broker);
    const bytes = smallDisk.fill();
    const at = workload.clock();
    const heal = () => Promise.resolve(smallDisk.free());
    try {
      const ended = await proven(
        `${broker}'s end`,
        async () =>
          (await alive([process])).size === 0
            ? `pid ${process.pid} has ended, with ${bytes} bytes of filling on its disk`
            : undefined,
      );
      const moved = await provenNewLeaders(workload, before, ledBy(before, id));
      return { what: `filled the disk of ${broker}`, at, proofs: [ended, moved], heal };
    } catch (error) {
      await heal();
      throw error;
    }
  },
};
