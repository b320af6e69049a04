/**
 * Ports that something else has: found before anything is started, with who has them.
 *
 * @module
 */
import { type PortHolder, portHolders } from "../process/port_holder.ts";
import { HOST, type Node, ports } from "../topology.ts";

/** A port, and what it is for: `zoo1, quorum`. */
export interface PortUse {
  port: number;
  use: string;
}

/** A port that something has. */
export interface TakenPort extends PortUse {
  /** Absent when it belongs to another user. */
  holder?: PortHolder;
}

/** The ports of a node. */
export function nodePorts(node: Node): PortUse[] {
  return ports(node).map(({ port, use }) => ({ port, use: `${node.name}, ${use}` }));
}

/** Those of these ports that something has. */
export async function takenPorts(wanted: readonly PortUse[]): Promise<TakenPort[]> {
  const taken = wanted.filter(({ port }) => isTaken(port));
  if (taken.length === 0) return [];
  const holders = await portHolders(taken.map(({ port }) => port));
  return taken.map(({ port, use }) => ({ port, use, holder: holders.get(port) }));
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
