import { nativeEngine } from "../../cluster/engines/native/engine.ts";
import { readState } from "../../cluster/engines/native/lab_state.ts";
import { lockLab } from "../../cluster/lifecycle/lab_lock.ts";
import { up } from "../../cluster/lifecycle/up.ts";
import { silent } from "../../cluster/progress.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";
import type { Fault } from "./fault.ts";
import { provenDead } from "./node_process.ts";

/** Kills all processes of the lab at once (SIGKILL), its supervisor first; `up` brings them back. */
export const killEverything: Fault = {
  name: "kill everything",
  async inject({ lab, workload }) {
    const state = await readState(lab.environment);
    if (state === undefined) throw new Error("Cannot kill the lab: it does not run");
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
      heal: () => bringUp(lab, services.map(({ name }) => name)),
    };
  },
};

async function bringUp({ environment, topology }: RunningLab, services: string[]): Promise<void> {
  const { signal } = new AbortController();
  using _lock = await lockLab(environment, () => {}, signal);
  await up({
    engine: nativeEngine(environment, topology),
    environment,
    lab: topology,
    services,
    progress: silent,
    onRepair() {},
    onPhase() {},
    onWait() {},
    signal,
  });
}
