/**
 * Stopping in the right order: functions leave their groups while brokers answer, and brokers
 * close their logs while the ensemble answers.
 *
 * @module
 */
import type { Child } from "../../../process/child_process.ts";
import { stopProcess } from "../../../process/stop_process.ts";
import type { Node } from "../../../topology.ts";

const ORDER: Node["kind"][] = ["function", "registry", "kafka", "zookeeper"];

/**
 * How long a process may take to stop before it is killed, ms. A broker may have logs to flush,
 * and the first of a kind writes the cache of classes.
 */
export const GRACE: Record<Node["kind"], number> = {
  function: 20_000,
  registry: 90_000,
  kafka: 60_000,
  zookeeper: 30_000,
};

/** A process to stop. */
export interface Stoppable {
  kind: Node["kind"];
  name: string;
  child: Child;
}

/** Stops all, kind by kind: SIGTERM, then SIGKILL for what has not stopped within its grace. */
export async function stopAll(
  targets: readonly Stoppable[],
  onStopped: (name: string, killed: boolean) => Promise<void>,
): Promise<void> {
  for (const kind of ORDER) {
    const group = targets.filter((target) => target.kind === kind);
    await Promise.all(group.map(async ({ name, child }) => {
      await onStopped(name, await stopProcess(child, GRACE[kind]));
    }));
  }
}
