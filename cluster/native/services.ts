/**
 * What the native engine runs: one command line a node, made from the topology.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import {
  bootstrapServers,
  type FunctionNode,
  HOST,
  type Node,
  nodes,
  type Topology,
} from "../topology.ts";
import { DENO_RUN } from "./deno_run.ts";
import { writeKafkaConfig, writeZooKeeperConfig } from "./config_files.ts";
import type { Java } from "./find_java.ts";
import { classCache, jvmCommand } from "./jvm.ts";

/** One process of the lab, as the supervisor starts it. */
export interface Service {
  node: Node;
  /** The executable and its arguments. */
  command: readonly string[];
  /** All of the process's environment. */
  env: Readonly<Record<string, string>>;
  /** Standard output and error go here. */
  logFile: string;
  /** A file that the process writes at its clean exit, and the name it gets then. */
  leaves?: { path: string; as: string };
}

/** The log of a node. */
export function logFile({ stateDir }: LabEnvironment, name: string): string {
  return join(stateDir, "logs", `${name}.log`);
}

/** Writes the nodes' configuration and tells how to start each of them. */
export async function prepareServices(
  environment: LabEnvironment,
  lab: Topology,
  java: Java,
): Promise<Service[]> {
  const caches = {
    zookeeper: await classCache(environment, java, "zookeeper"),
    kafka: await classCache(environment, java, "kafka"),
  };
  return await Promise.all(
    nodes(lab).map(async (node): Promise<Service> => {
      const log = logFile(environment, node.name);
      if (node.kind === "function") return { node, logFile: log, ...denoFunction(lab, node) };

      const configFile = node.kind === "zookeeper"
        ? await writeZooKeeperConfig(environment, lab, node)
        : await writeKafkaConfig(environment, lab, node);
      const cache = caches[node.kind];
      // Without a cache of classes, the first node of its kind records one.
      const recorded = join(environment.stateDir, "data", `${node.name}.classes`);
      const records = !cache.exists && node.id === 1;
      return {
        node,
        logFile: log,
        command: jvmCommand(environment, java, node.kind, {
          cache: cache.exists ? cache.use : records ? cache.record(recorded) : [],
          configFile,
        }),
        env: inherited("PATH", "HOME", "TMPDIR", "LANG"),
        leaves: records ? { path: recorded, as: cache.path } : undefined,
      };
    }),
  );
}

/**
 * The variables that a function may read and that the lab hands on from its own environment. A
 * test holds this against what the functions declare.
 */
export function functionVariables(name: string): string[] {
  return [...SHARED_VARIABLES, ...OWN_VARIABLES[name] ?? [], ...LIBRARY_VARIABLES];
}

const SHARED_VARIABLES = [
  "KAFKA_CLIENT_ID",
  "KAFKA_SSL",
  "KAFKA_SSL_CA",
  "KAFKA_SSL_CERT",
  "KAFKA_SSL_KEY",
  "KAFKA_SASL_MECHANISM",
  "KAFKA_SASL_USERNAME",
  "KAFKA_SASL_PASSWORD",
  "CONTROL_TOPIC",
  "ALLOWED_HOSTS",
  "MAX_BODY_BYTES",
];

const OWN_VARIABLES: Record<string, readonly string[]> = {
  producer: ["QUEUE_MAX_RECORDS", "QUEUE_MAX_BYTES"],
  consumer: ["MESSAGES_MAX_RECORDS", "MESSAGES_MAX_BYTES"],
};

/** What kafkajs reads. */
const LIBRARY_VARIABLES = [
  "NODE_ENV",
  "KAFKAJS_LOG_LEVEL",
  "KAFKAJS_NO_PARTITIONER_WARNING",
  "KAFKAJS_DEBUG_PROTOCOL_BUFFERS",
  "KAFKAJS_DEBUG_EXTENDED_PROTOCOL_BUFFERS",
];

/** A function on Deno, with its brokers, its port and its variables, and nothing else. */
function denoFunction(lab: Topology, { name, port }: FunctionNode) {
  const brokers = bootstrapServers(lab);
  const variables = functionVariables(name);
  const own = { HOST, PORT: String(port), KAFKA_BROKERS: brokers.join(","), NO_COLOR: "1" };
  const command = [
    ...DENO_RUN,
    `--allow-net=${[`${HOST}:${port}`, ...brokers].join(",")}`,
    `--allow-read=${join(PROJECT_ROOT, ".env")}`,
    `--allow-env=${[...Object.keys(own), ...variables].join(",")}`,
    join(PROJECT_ROOT, "functions", name, "main.ts"),
  ];
  return {
    command,
    env: { ...inherited("PATH", "HOME", "DENO_DIR", ...variables), ...own },
  };
}

function inherited(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, Deno.env.get(name)]).filter(([, value]) => value !== undefined),
  );
}
