import { readUnwanted, writeUnwanted } from "../engines/unwanted.ts";
import type { Progress } from "../progress.ts";
import { nodes } from "../topology.ts";
import { refuseBroken } from "./function_faults.ts";
import { START_ORDER, untilKindIsReady, type WaitOptions } from "./until_ready.ts";

/** What to start. */
export interface StartOptions extends WaitOptions {
  names: readonly string[];
  progress: Progress;
}

/**
 * Starts some of the nodes of a lab that is up, and settles when they are ready.
 *
 * @throws {UpError} that names the node that does not become ready, and shows the end of its log. It is
 * left as it is.
 */
export async function startNodes({ names, progress, ...options }: StartOptions): Promise<void> {
  const { engine, environment, lab, signal } = options;
  refuseBroken(lab, names);
  const unwanted = new Map(await readUnwanted(environment));
  for (const name of names) unwanted.delete(name);
  await writeUnwanted(environment, unwanted);
  await engine.start(progress, signal, names);
  for (const kind of START_ORDER) {
    const group = nodes(lab).filter((node) => node.kind === kind && names.includes(node.name));
    if (group.length > 0) await untilKindIsReady(kind, group, options);
  }
}
