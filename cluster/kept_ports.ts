/**
 * The port offset that a lab was brought up with, kept for the commands that come: so they find the lab
 * without being told, and one that took free ports takes the same ones again.
 *
 * @module
 */
import { join } from "node:path";

/** Where a lab's ports are. */
export interface KeptPorts {
  offset: number;
  /** Whether the lab was started there and not stopped since. */
  up: boolean;
  /** Whether it has a schema registry. */
  registry?: boolean;
}

function path(stateDir: string): string {
  return join(stateDir, "ports.json");
}

/** What was kept; nothing where no lab was brought up, or it may not be read. */
export function readKeptPorts(stateDir: string): KeptPorts | undefined {
  try {
    const { offset, up, registry } = JSON.parse(Deno.readTextFileSync(path(stateDir))) ?? {};
    if (!Number.isInteger(offset) || typeof up !== "boolean") return undefined;
    return { offset, up, ...(registry === true && { registry }) };
  } catch (error) {
    if (error instanceof TypeError) throw error;
    return undefined;
  }
}

/** Keeps the ports of a lab that is being brought up. */
export async function keepPorts(
  stateDir: string,
  offset: number,
  { registry = false } = {},
): Promise<void> {
  await write(stateDir, { offset, up: true, ...(registry && { registry }) });
}

/** A lab at this offset is down. Where its data is gone too, nothing of it is kept. */
export async function releasePorts(
  stateDir: string,
  offset: number,
  { volumes }: { volumes: boolean },
): Promise<void> {
  if (readKeptPorts(stateDir)?.offset !== offset) return;
  if (volumes) await Deno.remove(path(stateDir));
  else await write(stateDir, { offset, up: false });
}

async function write(stateDir: string, ports: KeptPorts): Promise<void> {
  const file = path(stateDir);
  await Deno.writeTextFile(`${file}.new`, JSON.stringify(ports));
  await Deno.rename(`${file}.new`, file);
}
