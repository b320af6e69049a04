import type { Fault } from "../fault.ts";
import { bringUp, labState, wantedServices } from "../means/lab_life.ts";
import { provenDead } from "../means/node_process.ts";

/** Kills all processes of the lab at once (SIGKILL), its supervisor first; `up` brings them back. */
export const killEverything: Fault = {
  name: "kill everything",
  async inject({ lab, workload }) {
    const state = await labState(lab);
    const services = state.services.flatMap(({ name, process }) =>
      process === undefined ? [] : [{ name, process }]
    );
    const all = [{ name: "the supervisor", process: state.supervisor }, ...services];
    for (const { process } of all) Deno.kill(process.pid, "SIGKILL");
    const at = workload.clock();
    await Promise.all(all.map(({ name, process }) => provenDead(name, process)));
    return {
      what: `killed all ${all.length} processes of the lab`,
      at,
      proofs: [`pids ${all.map(({ process }) => process.pid).join(", ")} are gone`],
      heal: () => bringUp(lab, wantedServices(state)),
    };
  },
};
