/**
 * Stopping in the right order: functions leave their groups while brokers answer, and brokers
 * close their logs while the ensemble answers.
 *
 * @module
 */
import type { Node } from "../topology.ts";
import type { Child } from "./child.ts";

const ORDER: Node["kind"][] = ["function", "kafka", "zookeeper"];

/**
 * How long a process may take to stop before it is killed, ms. A broker may have logs to flush,
 * and the first of a kind writes the cache of classes.
 */
const GRACE: Record<Node["kind"], number> = { function: 20_000, kafka: 60_000, zookeeper: 30_000 };

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
      await onStopped(name, await stopOne(child, GRACE[kind]));
    }));
  }
}

/** Stops one process; tells whether it had to be killed for it. */
export async function stopOne(child: Child, grace: number): Promise<boolean> {
  signal(child.pid, "SIGTERM");
  if (await endsWithin(child, grace)) return false;
  signal(child.pid, "SIGKILL");
  await child.ended;
  return true;
}

async function endsWithin({ ended }: Child, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), ms));
  const inTime = await Promise.race([ended.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
