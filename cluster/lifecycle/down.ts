import { currentEngine, usableEngines } from "../engines/choose_engine.ts";
import type { LabEnvironment } from "../environment.ts";
import type { Topology } from "../topology.ts";
import { lockLab } from "./lab_lock.ts";

/** What to stop. */
export interface DownOptions {
  environment: LabEnvironment;
  lab: Topology;
  /** Whether the data of ZooKeeper and Kafka goes too. */
  volumes: boolean;
  /** Another command is changing the lab, and is waited for. */
  onLocked: () => void;
}

/** Stops the lab: functions first, then brokers, then the ensemble. Tells whether anything ran. */
export async function down(
  { environment, lab, volumes, onLocked }: DownOptions,
): Promise<boolean> {
  using _lock = await lockLab(environment, onLocked);
  // Data may be there of either engine, wherever the lab ran last.
  const engines = volumes
    ? await usableEngines(environment, lab)
    : [await currentEngine(environment, lab)];
  let ran = false;
  for (const engine of engines) ran = await engine.stop({ volumes }) || ran;
  return ran;
}
