/**
 * Own functions as nodes of the lab: by names and ports that nothing else has.
 *
 * @module
 */
import { BAD_PORTS } from "../port_offset.ts";
import { type FunctionNode, nodes, ports, type Topology, topology } from "../topology.ts";
import { isBroken } from "./describe_function.ts";
import type { BrokenFunction, OwnFunction } from "./own_function.ts";

/** The first port of own functions. */
const FIRST_PORT = 5010;

/** How far the ports of a function's replicas are from each other. */
const REPLICA_STEP = 100;

/** Names that services have beside those of the topology: of Compose, and of what comes on request. */
const SERVICES = ["supervisor", "gateway", "populate", "kafka-manager", "manager-cluster"];

/** Ports that services have beside those of the topology, before they are moved. */
const SERVICE_PORTS: readonly [number, string][] = [[5003, "rest"], [5004, "registry"]];

/** Who has a name or a port. */
type Taken<K> = Map<K, string>;

/**
 * Makes nodes of the functions that can be started, in the order of their names; the others are broken,
 * for the reason that they have or for what is taken already.
 */
export function placeFunctions(
  lab: Topology,
  functions: readonly (OwnFunction | BrokenFunction)[],
): { placed: FunctionNode[]; broken: BrokenFunction[] } {
  const names = takenNames();
  const taken = takenPorts();
  const placed: FunctionNode[] = [];
  const broken: BrokenFunction[] = [];
  for (const own of functions) {
    const reason = isBroken(own) ? own.reason : conflict(own, lab.offset, names, taken);
    if (isBroken(own) || reason !== undefined) {
      const { name, folder, file, config } = own;
      broken.push({ name, folder, file, config, reason: reason! });
      continue;
    }
    for (const { name, port } of replicas(own)) {
      names.set(name, own.file);
      taken.set(port, name);
      placed.push({
        kind: "function",
        name,
        folder: own.folder,
        port: port + lab.offset,
        readyPath: "/readyz",
        own,
      });
    }
  }
  return { placed, broken };
}

/** A port, before it is moved, for a new function: the first that nothing of the lab has. */
export function nextPort(functions: readonly (OwnFunction | BrokenFunction)[]): number {
  const taken = takenPorts();
  for (const own of functions) {
    if (!isBroken(own)) replicas(own).forEach(({ name, port }) => taken.set(port, name));
  }
  return firstFree(taken);
}

/** The processes of a function. A further replica has a name and a port of its own. */
export function replicas({ name, description }: OwnFunction): { name: string; port: number }[] {
  return Array.from({ length: description.replicas }, (_, i) => ({
    name: i === 0 ? name : `${name}-${i + 1}`,
    port: description.port + i * REPLICA_STEP,
  }));
}

/** Why a function cannot have its name and its ports, with the way out. */
function conflict(
  own: OwnFunction,
  offset: number,
  names: Taken<string>,
  ports: Taken<number>,
): string | undefined {
  for (const { name, port } of replicas(own)) {
    const what = `port ${port}${name === own.name ? "" : ` of its replica ${name}`}`;
    const namesake = names.get(name);
    if (namesake) return `the name ${name} is taken by ${namesake}: rename its folder`;
    const holder = ports.get(port);
    if (holder) return `${what} is ${holder}'s; ${firstFree(ports)} is free`;
    const moved = port + offset;
    if (moved > 65535) return `${what} is moved beyond 65535 by the port offset ${offset}`;
    if (BAD_PORTS.includes(moved)) {
      const where = offset === 0 ? "" : `, moved to ${moved},`;
      return `${what}${where} is one that browsers and fetch refuse; ${firstFree(ports)} is free`;
    }
  }
}

function takenNames(): Taken<string> {
  const known = [...nodes(topology(0, { registry: true })).map(({ name }) => name), ...SERVICES];
  return new Map([...known, ...SERVICE_PORTS.map(([, name]) => name)]
    .map((name) => [name, "the lab"]));
}

function takenPorts(): Taken<number> {
  const lab = topology();
  return new Map([
    ...SERVICE_PORTS,
    ...nodes(lab).flatMap((node) => ports(node).map(({ port }) => [port, node.name] as const)),
    ...lab.kafka.map(({ name, metricsPort }) => [metricsPort, name] as const),
    [lab.processMetricsPort, "supervisor"] as const,
  ]);
}

function firstFree(taken: ReadonlyMap<number, string>): number {
  let port = FIRST_PORT;
  while (taken.has(port) || BAD_PORTS.includes(port)) port++;
  return port;
}
