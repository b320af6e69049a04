/**
 * Whether the lab's ports are free, or the lab's own.
 *
 * @module
 */
import type { ProcessFacts } from "../engines/process_facts.ts";
import { listening, type PortHolder, portHolders } from "../process/ports/port_holder.ts";
import { moveLab } from "../port_offset.ts";
import { type Node, nodes, ports, type Topology } from "../topology.ts";
import type { CheckContext, Finding } from "../engines/check.ts";

/** A port that something listens on. */
export interface TakenPort {
  port: number;
  node: string;
  use: string;
  /** Absent when it belongs to another user. */
  holder?: PortHolder;
}

/** Looks at every port of the lab. */
export async function checkPorts({ lab, engine }: CheckContext): Promise<Finding[]> {
  const all = nodes(lab).flatMap(portsOf);
  const [holders, facts, taken] = await Promise.all([
    portHolders(all.map(({ port }) => port)),
    engine.processes(),
    Promise.all(all.map(({ port }) => listening(port))),
  ]);
  const takenPorts = all.filter((_, i) => taken[i]).map((entry) => ({
    ...entry,
    holder: holders.get(entry.port),
  }));
  return portFindings(lab, takenPorts, facts);
}

function portsOf(node: Node): TakenPort[] {
  return ports(node).map(({ port, use }) => ({ port, use, node: node.name }));
}

/** Tells ports that the lab's own processes have from those that strangers have. */
export function portFindings(
  lab: Topology,
  taken: readonly TakenPort[],
  processes: ReadonlyMap<string, ProcessFacts>,
): Finding[] {
  const isOwn = ({ node, holder }: TakenPort) => {
    const facts = processes.get(node);
    return facts?.container !== undefined ||
      holder !== undefined && facts?.pid === holder.pid;
  };
  const strangers = taken.filter((entry) => !isOwn(entry));
  if (strangers.length > 0) {
    const byHolder = Map.groupBy(strangers, ({ holder }) => holder?.pid);
    return [...byHolder.values()].map((held) => ({
      level: "problem",
      found: heldBy(held),
      fix: `stop it, or move the lab: ${moveLab(lab)}`,
    }));
  }
  const total = nodes(lab).flatMap(ports).length;
  const found = taken.length === 0
    ? `all ${total} are free`
    : `${taken.length} of ${total} are the lab's own, the others free`;
  return [{ level: "ok", found }];
}

function heldBy(held: readonly TakenPort[]): string {
  const list = held.map(({ port, node, use }) => `${port} (${node}, ${use})`).join(", ");
  const [{ holder }] = held;
  const by = holder ? `pid ${holder.pid}: ${holder.command}` : "a process of another user";
  return `${list} ${held.length === 1 ? "is" : "are"} held by ${by}`;
}
