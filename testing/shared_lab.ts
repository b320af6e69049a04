/**
 * The lab that all tests of a process share: brought up by the first that asks, and gone with the
 * process, however that ends.
 *
 * @module
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeOffset } from "../cluster/engines/free_offset.ts";
import type { Engine } from "../cluster/engines/engine.ts";
import { nativeEngine } from "../cluster/engines/native/engine.ts";
import { readState } from "../cluster/engines/native/lab_state.ts";
import { type LabEnvironment, labEnvironment } from "../cluster/environment.ts";
import { lockLab } from "../cluster/lifecycle/lab_lock.ts";
import { observe } from "../cluster/lifecycle/observe.ts";
import { up } from "../cluster/lifecycle/up.ts";
import { record } from "../cluster/process/process_identity.ts";
import { silent } from "../cluster/progress.ts";
import { type Topology, topology } from "../cluster/topology.ts";

/** A lab that runs. */
export interface RunningLab {
  environment: LabEnvironment;
  topology: Topology;
}

/** What of the lab is brought up besides brokers and ensemble. */
export interface SharedLabOptions {
  /** Whether the built-in functions are. */
  functions?: boolean;
  /** Whether its JVMs take all of their heaps at the start: what memory is measured of. */
  touchesHeap?: boolean;
}

/**
 * The lab of this process, which is brought up if it is not.
 *
 * @throws {Error} with what went wrong and the end of the log, when it does not come up.
 */
export async function sharedLab(
  signal: AbortSignal,
  options: SharedLabOptions = {},
): Promise<RunningLab> {
  return await ownedLab(await ownFolder(), signal, options);
}

/** How a lab of this process is. */
export interface OwnedLabOptions extends SharedLabOptions {
  /** Has a new lab's folder made ready, before anything runs in it. */
  prepare?(lab: RunningLab): Promise<void>;
}

/**
 * The lab of this process in this folder, which is brought up if it is not. It ends with the process.
 *
 * @throws {Error} with what went wrong and the end of the log, when it does not come up.
 */
export async function ownedLab(
  stateDir: string,
  signal: AbortSignal,
  { functions = false, touchesHeap = false, prepare }: OwnedLabOptions = {},
): Promise<RunningLab> {
  const base = {
    ...{ ...labEnvironment(), registry: undefined, stateDir, owner: Deno.pid },
    ...(touchesHeap && { touchesHeap: true as const }),
  };
  using _lock = await lockLab(base, () => {}, signal);
  const offset = (await readState(base))?.offset;
  if (offset !== undefined) return { environment: { ...base, offset }, topology: topology(offset) };
  const environment = { ...base, offset: freeOffset() };
  const lab = topology(environment.offset);
  await prepare?.({ environment, topology: lab });
  await up({
    engine: nativeEngine(environment, lab),
    environment,
    lab,
    // Functions are up to the tests.
    services: functions ? [] : lab.kafka.map(({ name }) => name),
    progress: silent,
    onRepair() {},
    onPhase() {},
    onWait() {},
    signal,
  });
  return { environment, topology: lab };
}

/**
 * The lab that `deno task up` has brought up.
 *
 * @param engine what runs it, where that is not the native engine.
 * @throws {Error} with the reasons, when it is not ready.
 */
export async function runningLab(engine?: Engine): Promise<RunningLab> {
  const environment = labEnvironment();
  const lab = topology(environment.offset, environment);
  engine ??= nativeEngine(environment, lab);
  const { ready, reasons } = await observe(environment, lab, engine);
  if (ready) return { environment, topology: lab };
  throw new Error(`Cannot join the lab: ${reasons.join("; ")}. Bring it up with \`deno task up\``);
}

/** A folder for the lab of this very process: a later one of the same number has another. */
async function ownFolder(): Promise<string> {
  const { pid, start } = (await record(Deno.pid))!;
  return join(tmpdir(), `instigator-test-${pid}-${start.replace(/\W/g, "")}`);
}
