import { currentEngine, usableEngines } from "../engines/choose_engine.ts";
import { removeUnwanted } from "../engines/unwanted.ts";
import { releasePorts } from "../kept_ports.ts";
import { forgetExposure } from "../exposure.ts";
import type { LabEnvironment } from "../environment.ts";
import { forgetFolder } from "../own/lab_topology.ts";
import type { Topology } from "../topology.ts";

/** What to stop. */
export interface DownOptions {
  environment: LabEnvironment;
  lab: Topology;
  /** Whether the data of ZooKeeper and Kafka goes too. */
  volumes: boolean;
}

/**
 * Stops the lab: functions first, then brokers, then the ensemble. Tells whether anything ran. The
 * caller holds the lab's lock.
 */
export async function down(
  { environment, lab, volumes }: DownOptions,
): Promise<boolean> {
  // Data may be there of either engine, wherever the lab ran last.
  const engines = volumes
    ? await usableEngines(environment, lab)
    : [await currentEngine(environment, lab)];
  let ran = false;
  for (const engine of engines) ran = await engine.stop({ volumes }) || ran;
  await Promise.all([
    removeUnwanted(environment),
    forgetFolder(environment),
    forgetExposure(environment.stateDir),
  ]);
  await releasePorts(environment.stateDir, lab.offset, { volumes });
  return ran;
}
