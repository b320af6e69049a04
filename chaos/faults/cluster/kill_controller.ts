import { registrations } from "../../../cluster/nodes/four_letter_words.ts";
import { type Fault, proven } from "../fault.ts";
import { knownCluster } from "../means/leadership.ts";
import { killProcess } from "../means/node_process.ts";

/** Kills the controller (SIGKILL); the supervisor starts it again. */
export const killController: Fault = {
  name: "kill the controller",
  async inject({ lab, workload }) {
    const controller = async () => (await registrations(lab.topology))?.controller;
    const cluster = await knownCluster(workload);
    const before = await controller();
    if (before === undefined) throw new Error("Cannot kill the controller: there is none");
    const gone = await killProcess(lab, `kafka${before}`);
    const at = workload.clock();
    const elected = await proven("a new controller", async () => {
      const now = await controller();
      if (now === undefined) return undefined;
      // It can be elected again itself once it is back; its successor is known by what it decides.
      const hasDecided = workload.cluster?.epochs.some((epoch, p) => epoch > cluster.epochs[p]);
      return now !== before || hasDecided ? `broker ${now} was elected controller` : undefined;
    });
    return { what: `killed kafka${before}, the controller`, at, proofs: [gone, elected] };
  },
};
