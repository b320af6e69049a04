/**
 * The nodes of a lab as tests break them.
 *
 * @module
 */
import { delay } from "@std/async";
import { nativeEngine } from "../cluster/engines/native/engine.ts";
import { brokersNotReady, ensembleNotReady } from "../cluster/nodes/readiness.ts";
import { nodes } from "../cluster/topology.ts";
import type { RunningLab } from "./shared_lab.ts";

/** How often to look whether the lab is ready, ms, and for how long at most. */
const INTERVAL = 100;
const READY_TIMEOUT = 90_000;

/**
 * Ends a node's process without grace (SIGKILL). The lab's supervisor starts it again.
 *
 * @param name such as `kafka2` or `zoo1`.
 * @throws {Error} when there is no such node, or it does not run.
 */
export async function killNode({ environment, topology }: RunningLab, name: string): Promise<void> {
  const names = nodes(topology).map((node) => node.name);
  if (!names.includes(name)) {
    throw new Error(`There is no node ${name}; there are ${names.join(", ")}`);
  }
  const facts = (await nativeEngine(environment, topology).processes()).get(name);
  if (facts?.pid === undefined) throw new Error(`Cannot kill ${name}: it does not run`);
  Deno.kill(facts.pid, "SIGKILL");
}

/**
 * Settles when the lab is ready: a quorum, and every broker and replica in sync.
 *
 * @throws {Error} with the reasons, when it is not in a minute and a half.
 */
export async function untilReady({ topology }: RunningLab): Promise<void> {
  const end = performance.now() + READY_TIMEOUT;
  while (true) {
    const reasons = (await Promise.all([ensembleNotReady(topology), brokersNotReady(topology)]))
      .flat();
    if (reasons.length === 0) return;
    if (performance.now() > end) throw new Error(`The lab is not ready: ${reasons.join("; ")}`);
    await delay(INTERVAL);
  }
}
