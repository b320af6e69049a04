import type { Fault } from "../fault.ts";
import { knownCluster, ledBy, provenNewLeaders } from "../means/leadership.ts";
import { labState } from "../means/lab_life.ts";
import { provenDead } from "../means/node_process.ts";

/** Fills the disk of a broker's data, until it is healed: the broker ends, and cannot start again. */
export const fillDisk: Fault = {
  name: "fill a broker's disk",
  async inject({ lab, workload }) {
    const { smallDisk } = lab;
    if (smallDisk === undefined) throw new Error("Cannot fill a disk: this lab has no small one");
    const { broker } = smallDisk;
    const before = await knownCluster(workload);
    const { id } = lab.topology.kafka.find(({ name }) => name === broker)!;
    const { services } = await labState(lab);
    const { process } = services.find(({ name }) => name === broker)!;
    if (process === undefined) throw new Error(`Cannot break ${broker}: it does not run`);
    const bytes = smallDisk.fill();
    const at = workload.clock();
    const heal = () => Promise.resolve(smallDisk.free());
    try {
      const ended = await provenDead(broker, process);
      const moved = await provenNewLeaders(workload, before, ledBy(before, id));
      return {
        what: `filled the disk of ${broker}, with ${bytes} bytes`,
        at,
        proofs: [ended, moved],
        heal,
      };
    } catch (error) {
      await heal();
      throw error;
    }
  },
};
