/**
 * The supervisor's process, started by `up` and stopped by `down` with SIGTERM.
 *
 * @module
 */
import { labEnvironment } from "../../../environment.ts";
import { topology } from "../../../topology.ts";
import { findJava, JavaError } from "../../../jvm/find_java.ts";
import { readState } from "../lab_state.ts";
import { onEnd } from "../../../process/on_end.ts";
import { record } from "../../../process/process_identity.ts";
import { serveProcessMetrics } from "./process_metrics.ts";
import { processes } from "../processes.ts";
import { prepareServices } from "../services.ts";
import { Supervisor } from "./supervisor.ts";

const environment = labEnvironment();
const lab = topology(environment.offset);
const java = await findJava(environment);
if (!java) throw new JavaError("Cannot start the lab: no Java was found");

const supervisor = new Supervisor({
  environment,
  lab,
  services: await prepareServices(environment, lab, java),
  former: (await readState(environment))?.services ?? [],
  log: (message) => console.log(`[${new Date().toISOString()}] ${message}`),
}, (await record(Deno.pid))!);
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.addSignalListener(signal, () => supervisor.stop());
}
serveProcessMetrics(lab.processMetricsPort, () => processes(environment));
if (environment.owner !== undefined) onEnd(environment.owner, () => supervisor.stop());
await supervisor.run();
if (environment.owner !== undefined) await Deno.remove(environment.stateDir, { recursive: true });
// The listeners of signals would keep the process alive.
Deno.exit(0);
