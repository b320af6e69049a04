/**
 * What labs that are made to be broken have besides.
 *
 * @module
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeEngine } from "../../cluster/engines/native/engine.ts";
import type { Engine } from "../../cluster/engines/engine.ts";
import { lockLab } from "../../cluster/lifecycle/lab_lock.ts";
import { ownedLab, type RunningLab } from "../../testing/shared_lab.ts";
import type { Network } from "../network/network.ts";
import type { LabClock } from "./lab_clock.ts";
import type { SmallDisk } from "./small_disk.ts";

/** What faults are done to: a lab, and what it has to be broken by. */
export interface ChaosLab extends RunningLab {
  /** What runs it, where that is not the native engine. */
  engine?: Engine;
  /** The brokers' addresses for the load, where they are not the lab's own. */
  clients?: readonly string[];
  network?: Network;
  smallDisk?: SmallDisk;
  clock?: LabClock;
}

/** What a kind of lab has besides, while it runs. */
export type Extras = Omit<ChaosLab, keyof RunningLab | "engine">;

/** A kind of lab that some scenarios take. */
export interface LabKind {
  /** A few words, with `a lab` before: `with links between its brokers`. */
  name: string;
  /** Why there is none on this machine; `undefined` where there can be one. */
  whyNot(): Promise<string | undefined>;
  /** Makes a new lab's folder ready, before anything runs in it; what is disposed of ends with the lab. */
  prepare(lab: RunningLab, disposal: AsyncDisposableStack): Promise<Extras>;
}

/**
 * Brings a lab of a kind up, which ends when it is disposed of, or else with this process.
 *
 * @throws {Error} with what went wrong, when it does not come up.
 */
export async function openLab(
  kind: LabKind,
  signal: AbortSignal,
): Promise<ChaosLab & AsyncDisposable> {
  const stateDir = join(tmpdir(), `instigator-chaos-${crypto.randomUUID().slice(0, 8)}`);
  await using disposal = new AsyncDisposableStack();
  // What is deferred first comes last, and also where the lab does not come up.
  disposal.defer(() => Deno.remove(stateDir, { recursive: true }));
  let extras: Extras = {};
  const lab = await ownedLab(stateDir, signal, {
    async prepare(lab) {
      extras = await kind.prepare(lab, disposal);
    },
  });
  disposal.defer(() => end(lab));
  const kept = disposal.move();
  return { ...lab, ...extras, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function end({ environment, topology }: RunningLab): Promise<void> {
  using _lock = await lockLab(environment, () => {});
  await nativeEngine(environment, topology).stop({ volumes: false });
}
