/**
 * What a bench has running, so that a Ctrl-C leaves none of it behind.
 *
 * @module
 */
import { Lab, type LabOptions } from "../../tests/lab.ts";

const closers = new Map<object, () => Promise<void>>();

/** Takes something that runs, and how it is closed; returns it. */
export function opened<T extends object>(resource: T, close: () => Promise<void>): T {
  closers.set(resource, close);
  return resource;
}

/** Closes something that {@linkcode opened} has taken; twice is as once. */
export async function close(resource: object): Promise<void> {
  const closer = closers.get(resource);
  closers.delete(resource);
  await closer?.();
}

/** Closes all that is open, the newest first, as it may use what is older. */
export async function closeAll(): Promise<void> {
  for (const resource of [...closers.keys()].reverse()) await close(resource);
}

/** A new lab, which is not up. */
export function openLab(options?: LabOptions): Lab {
  const lab = new Lab(options);
  return opened(lab, () => lab.remove());
}

/** Starts a process of Deno's for a measurement. */
export function openDeno(args: string[], options: Deno.CommandOptions): Deno.ChildProcess {
  const process = new Deno.Command(Deno.execPath(), { ...options, args }).spawn();
  return opened(process, async () => {
    try {
      process.kill("SIGTERM");
    } catch {
      // It has ended already.
    }
    await process.status;
  });
}
