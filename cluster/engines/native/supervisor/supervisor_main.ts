/**
 * The supervisor's process, started by `up` and stopped by `down` with SIGTERM. SIGHUP has it look again
 * at what is wished to run, and at users' functions.
 *
 * @module
 */
import { thisLab } from "../../../own/lab_topology.ts";
import { findJava, JavaError } from "../../../jvm/find_java.ts";
import { readState } from "../lab_state.ts";
import { onEnd } from "../../../process/on_end.ts";
import { record } from "../../../process/process_identity.ts";
import { chaosStarter } from "./chaos_starter.ts";
import { serveSupervisor } from "./supervisor_server.ts";
import { processes } from "../processes.ts";
import { addableServices, prepareServices } from "../services.ts";
import { Supervisor } from "./supervisor.ts";
import { WISH_CHANGED } from "./supervisor_process.ts";
import { readUnwanted } from "../../unwanted.ts";

const { environment, lab } = await thisLab();
const java = await findJava(environment);
if (!java) throw new JavaError("Cannot start the lab: no Java was found");

const supervisor = new Supervisor({
  environment,
  lab,
  services: await prepareServices(environment, lab, java),
  former: (await readState(environment))?.services ?? [],
  unwanted: await readUnwanted(environment),
  log: (message) => console.log(`[${new Date().toISOString()}] ${message}`),
}, (await record(Deno.pid))!);
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, () => supervisor.stop());
}
// One look after the other: an older wish must not come last.
let looked = Promise.resolve();
Deno.addSignalListener(WISH_CHANGED, () => {
  looked = looked.then(async () => {
    const { environment, lab } = await thisLab();
    const broken = lab.broken ?? [];
    // A function whose code cannot be run any more goes on as it is.
    await supervisor.replaceServices(
      await addableServices(environment, lab),
      broken.map(({ name }) => name),
    );
    supervisor.wish(await readUnwanted(environment));
  }).catch(({ message }) => console.error(`Cannot look again: ${message}`));
});
serveSupervisor(lab.processMetricsPort, () => processes(environment), chaosStarter(environment));
let isOrphaned = false;
if (environment.owner !== undefined) {
  onEnd(environment.owner, () => {
    isOrphaned = true;
    supervisor.stop();
  });
}
await supervisor.run();
// Of a lab that was stopped while its owner lives, the data stays.
if (isOrphaned) await Deno.remove(environment.stateDir, { recursive: true });
// The listeners of signals would keep the process alive.
Deno.exit(0);
