/**
 * Ports that something else has: found before anything is started, with who has them.
 *
 * @module
 */
import {
  type LoopbackAddress,
  type PortHolder,
  portHolders,
} from "../process/ports/port_holder.ts";
import { type FunctionNode, HOST, type Node, ports } from "../topology.ts";

/** A port, and what it is for: `zoo1, quorum`. */
export interface PortUse {
  port: number;
  use: string;
  /** The node that it is for, if it is one's. */
  node?: string;
}

/** A port that something has. */
export interface TakenPort extends PortUse {
  /** Absent when it belongs to another user. */
  holder?: PortHolder;
}

/** The ports of a node. */
export function nodePorts(node: Node): PortUse[] {
  const { name } = node;
  return ports(node).map(({ port, use }) => ({ port, use: `${name}, ${use}`, node: name }));
}

/**
 * Those of the wanted ports that something has; and those of the functions that another server has at
 * the address of IPv6, which `localhost` may mean first: browsers and `curl` would ask that one.
 */
export async function takenPorts(
  wanted: readonly PortUse[],
  functions: readonly FunctionNode[],
): Promise<TakenPort[]> {
  const own = await takenAt(HOST, wanted);
  const others = functions.flatMap(nodePorts)
    .filter(({ port }) => !own.some((taken) => taken.port === port))
    .map((wanted) => ({ ...wanted, use: `${wanted.use}, on [::1]` }));
  return [...own, ...await takenAt("::1", others)];
}

async function takenAt(
  address: LoopbackAddress,
  wanted: readonly PortUse[],
): Promise<TakenPort[]> {
  const taken = wanted.filter(({ port }) => isTaken(port, address));
  if (taken.length === 0) return [];
  const holders = await portHolders(taken.map(({ port }) => port), address);
  return taken.map((wanted) => ({ ...wanted, holder: holders.get(wanted.port) }));
}

/** Whether something listens on a port of an address, or on that port of every address. */
export function isTaken(port: number, address: LoopbackAddress = HOST): boolean {
  try {
    Deno.listen({ hostname: address, port }).close();
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return true;
    // A machine may have no IPv6.
    if (address !== HOST) return false;
    throw error;
  }
}
