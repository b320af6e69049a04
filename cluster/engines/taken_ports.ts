/**
 * Ports that something else has: found before anything is started, with who has them.
 *
 * @module
 */
import { portHolders } from "../process/port_holder.ts";
import { HOST, type Node, ports } from "../topology.ts";

/** Ports of the lab that are taken; the message names port, service and holder of each. */
export class PortsTakenError extends Error {
  override name = "PortsTakenError";
}

/** A port, and what it is for: `zoo1, quorum`. */
export interface PortUse {
  port: number;
  use: string;
}

/** The ports of a node. */
export function nodePorts(node: Node): PortUse[] {
  return ports(node).map(({ port, use }) => ({ port, use: `${node.name}, ${use}` }));
}

/**
 * Passes when every one of these ports is free.
 *
 * @throws {PortsTakenError}
 */
export async function refuseTaken(wanted: readonly PortUse[]): Promise<void> {
  const taken = wanted.filter(({ port }) => isTaken(port));
  if (taken.length === 0) return;
  const holders = await portHolders(taken.map(({ port }) => port));
  const lines = taken.map(({ port, use }) => {
    const holder = holders.get(port);
    const by = holder ? `pid ${holder.pid}: ${holder.command}` : "a process of another user";
    return `  ${port} (${use}) is held by ${by}\n`;
  });
  throw new PortsTakenError(
    `Cannot start the lab: ${
      taken.length === 1 ? "a port is" : `${taken.length} ports are`
    } taken\n` +
      `${
        lines.join("")
      }Stop what holds them, or move the lab: INSTIGATOR_PORT_OFFSET=1000 deno task up`,
  );
}

/** Whether something listens on a port of 127.0.0.1, or on that port of every address. */
export function isTaken(port: number): boolean {
  try {
    Deno.listen({ hostname: HOST, port }).close();
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return true;
    throw error;
  }
}
