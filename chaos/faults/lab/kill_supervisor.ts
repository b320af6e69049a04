import type { LabState } from "../../../cluster/engines/native/lab_state.ts";
import { alive } from "../../../cluster/process/process_identity.ts";
import type { Fault } from "../fault.ts";
import { bringUp, labState, upOrDown, wantedServices } from "../means/lab_life.ts";
import { killProcess, provenDead } from "../means/node_process.ts";

/** Kills the supervisor alone (SIGKILL); `up` finds what it left running, and looks after it again. */
export const killSupervisor: Fault = {
  name: "kill the supervisor",
  async inject({ lab, workload }) {
    const state = await labState(lab);
    Deno.kill(state.supervisor.pid, "SIGKILL");
    const at = workload.clock();
    const gone = await provenDead("the supervisor", state.supervisor);
    return {
      what: "killed the supervisor",
      at,
      proofs: [gone, await othersAlive(state)],
      async heal() {
        await bringUp(lab, wantedServices(state));
        await upOrDown(lab);
        const now = await labState(lab);
        const replaced = state.services.filter(({ name, process }) =>
          now.services.find((service) => service.name === name)?.process?.pid !== process?.pid
        );
        if (replaced.length === 0) return;
        const names = replaced.map(({ name }) => name).join(", ");
        throw new Error(`The lab was not taken over: ${names} started again`);
      },
    };
  },
};

/** Kills the supervisor and then a broker (SIGKILL), which nobody starts again until `up` does. */
export const killSupervisorAndBroker: Fault = {
  name: "kill the supervisor and a broker",
  async inject({ lab, workload, random }) {
    const state = await labState(lab);
    const { kafka } = lab.topology;
    const { name } = kafka[Math.floor(random() * kafka.length)];
    Deno.kill(state.supervisor.pid, "SIGKILL");
    const gone = await provenDead("the supervisor", state.supervisor);
    const dead = await killProcess(lab, name);
    const at = workload.clock();
    return {
      what: `killed the supervisor, and then ${name}`,
      at,
      proofs: [gone, dead],
      async heal() {
        await bringUp(lab, wantedServices(state));
        await upOrDown(lab);
      },
    };
  },
};

/** The proof that all that the supervisor ran goes on. @throws {Error} where something has ended. */
async function othersAlive({ services }: LabState): Promise<string> {
  const processes = services.flatMap(({ process }) => process ?? []);
  const live = await alive(processes);
  if (live.size === processes.length) return `the other ${live.size} processes run on`;
  throw new Error(`The fault is another: ${processes.length - live.size} processes ended as well`);
}
