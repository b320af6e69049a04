/**
 * The lab's topology: every name, port and node of it. Both engines, `status` and the tests
 * read it from here, and nowhere else.
 *
 * @module
 */

import type { Exposure } from "./exposure.ts";
import type { BrokenFunction, OwnFunction } from "./own/own_function.ts";

/** The one address the lab listens on. */
export const HOST = "127.0.0.1";

/** A ZooKeeper ensemble member. `quorumPort` and `electionPort` are its `server.N` line. */
export interface ZooKeeperNode {
  kind: "zookeeper";
  name: string;
  id: number;
  port: number;
  adminPort: number;
  quorumPort: number;
  electionPort: number;
}

/** A Kafka broker. */
export interface KafkaNode {
  kind: "kafka";
  name: string;
  id: number;
  host: string;
  port: number;
  /** Where its metrics are for Prometheus, on Docker. */
  metricsPort: number;
}

/** The schema registry, a JVM: only of labs that asked for it. */
export interface RegistryNode {
  kind: "registry";
  name: "registry";
  port: number;
  /** Where it tells its own health and metrics. */
  managementPort: number;
  /** The path below the management port that answers 200 when it can do its work. */
  readyPath: string;
}

/** A function on Deno, served over HTTP. */
export interface FunctionNode {
  kind: "function";
  name: string;
  /** Its folder: below functions/, or absolute where it is a user's own. */
  folder: string;
  port: number;
  /** The path that answers 200 when it can do its work. */
  readyPath: string;
  /** Where the console serves behind a password, in Kafka Manager's place. */
  managerPort?: number;
  /** What is known of it where it is a user's own. */
  own?: OwnFunction;
}

/** Any process of the lab. */
export type Node = ZooKeeperNode | KafkaNode | RegistryNode | FunctionNode;

/** All of the lab, at one port offset. */
export interface Topology {
  offset: number;
  zookeeper: readonly ZooKeeperNode[];
  kafka: readonly KafkaNode[];
  /** The schema registry, where the lab has one. */
  registry: readonly RegistryNode[];
  functions: readonly FunctionNode[];
  /** Users' functions that cannot be started. */
  broken?: readonly BrokenFunction[];
  /** Where other machines reach the functions, where they do. */
  exposure?: Exposure;
  /** Where the native engine's supervisor tells every process's memory and start. */
  processMetricsPort: number;
}

/** The functions of the lab; each has the folder of its own name, unless it says otherwise. */
const FUNCTIONS: readonly (Partial<FunctionNode> & Pick<FunctionNode, "name" | "port">)[] = [
  { name: "producer", port: 5000 },
  { name: "consumer", port: 5001 },
  { name: "console", port: 5002, managerPort: 9000 },
  { name: "rest", port: 5003 },
  { name: "burrow", port: 8000, folder: "lag", readyPath: "/burrow/admin/ready" },
];

/** The largest offset that keeps every port of the lab below 65536. */
export const MAX_OFFSET = 65535 - 9094;

/**
 * The topology with every port moved up by `offset`, so that several labs share a machine.
 *
 * @param parts what the lab has beside what all labs have.
 * @throws {RangeError} when the offset is not a whole number from 0 to {@linkcode MAX_OFFSET}.
 *
 * @example
 * ```ts
 * import { topology } from "./topology.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(topology(100).kafka.map((node) => node.port), [9192, 9193, 9194]);
 * ```
 */
export function topology(offset = 0, parts: { registry?: boolean } = {}): Topology {
  if (!Number.isInteger(offset) || offset < 0 || offset > MAX_OFFSET) {
    throw new RangeError(
      `Cannot move ports by ${offset}: INSTIGATOR_PORT_OFFSET is a whole number from 0 to ${MAX_OFFSET}`,
    );
  }
  const ids = [1, 2, 3];
  return {
    offset,
    zookeeper: ids.map((id) => ({
      kind: "zookeeper",
      name: `zoo${id}`,
      id,
      port: 2180 + id + offset,
      adminPort: 8079 + id + offset,
      quorumPort: 2887 + id + offset,
      // Next to the others, so that no round offset puts it where another lab's quorum is.
      electionPort: 2890 + id + offset,
    })),
    kafka: ids.map((id) => ({
      kind: "kafka",
      name: `kafka${id}`,
      id,
      host: HOST,
      port: 9091 + id + offset,
      metricsPort: 7069 + id + offset,
    })),
    registry: parts.registry ? [registryNode(offset)] : [],
    functions: FUNCTIONS.map((node) => ({
      kind: "function",
      folder: node.name,
      readyPath: "/readyz",
      ...node,
      port: node.port + offset,
      managerPort: node.managerPort && node.managerPort + offset,
    })),
    processMetricsPort: 7073 + offset,
  };
}

function registryNode(offset: number): RegistryNode {
  return {
    kind: "registry",
    name: "registry",
    port: 5004 + offset,
    managementPort: 5005 + offset,
    readyPath: "/health/ready",
  };
}

/** Every node, in the order in which the lab lists them. */
export function nodes(lab: Topology): Node[] {
  return [...lab.zookeeper, ...lab.kafka, ...lab.registry, ...lab.functions];
}

/** The ports that a node listens on, each with what it is for. */
export function ports(node: Node): { port: number; use: string }[] {
  switch (node.kind) {
    case "zookeeper":
      return [
        { port: node.port, use: "clients" },
        { port: node.adminPort, use: "AdminServer" },
        { port: node.quorumPort, use: "quorum" },
        { port: node.electionPort, use: "leader election" },
      ];
    case "kafka":
      return [{ port: node.port, use: "clients" }];
    case "registry":
      return [
        { port: node.port, use: "HTTP" },
        { port: node.managementPort, use: "management" },
      ];
    case "function":
      return [
        { port: node.port, use: "HTTP" },
        ...node.managerPort ? [{ port: node.managerPort, use: "Kafka Manager" }] : [],
      ];
  }
}

/** `host:port` of every broker, the form of `bootstrap.servers` and `KAFKA_BROKERS`. */
export function bootstrapServers(lab: Topology): string[] {
  return lab.kafka.map(({ host, port }) => `${host}:${port}`);
}

/** `host:port,…` of the ensemble, the form of `zookeeper.connect`. */
export function zookeeperConnect(lab: Topology): string {
  return lab.zookeeper.map((node) => `${HOST}:${node.port}`).join(",");
}

/** Where Apicurio Registry has Confluent's API. */
const REGISTRY_API = "/apis/ccompat/v7";

/** The base URL of the registry's API, as Confluent's clients take it. */
export function registryUrl({ port }: RegistryNode, host = HOST): string {
  return `http://${host}:${port}${REGISTRY_API}`;
}

/** The base URL of a function, as people type it. */
export function functionUrl(node: FunctionNode): string {
  return `http://localhost:${node.port}`;
}

/**
 * The base URL by which the lab itself calls a function: `localhost` may be another server's address,
 * the one of IPv6.
 */
export function functionAddress(node: FunctionNode): string {
  return `http://${HOST}:${node.port}`;
}
