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
import { dataDir, writeKafkaConfig, writeZooKeeperConfig } from "./config_files.ts";
import type { Java } from "./java.ts";
import { type ClassCache, classCache, jvmCommand, type JvmRole } from "./jvm.ts";

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
      switch (node.kind) {
        case "zookeeper": {
          const configFile = await writeZooKeeperConfig(environment, lab, node);
          return { ...jvm(node.kind, node, configFile), node, logFile: log };
        }
        case "kafka": {
          const configFile = await writeKafkaConfig(environment, lab, node);
          return { ...jvm(node.kind, node, configFile), node, logFile: log };
        }
        case "function":
          return { ...denoFunction(lab, node), node, logFile: log };
      }
    }),
  );

  /** Uses the cache of classes; without one, the first node of its kind records it. */
  function jvm(role: JvmRole, { id, name }: { id: number; name: string }, configFile: string) {
    const cache: ClassCache = caches[role];
    const env = inherited("PATH", "HOME", "TMPDIR", "LANG");
    if (cache.exists) {
      return {
        command: jvmCommand(environment, java, role, { cache: cache.use, configFile }),
        env,
      };
    }
    if (id !== 1) return { command: jvmCommand(environment, java, role, { configFile }), env };
    const path = join(dataDir(environment, name), "..", `${name}.classes`);
    const command = jvmCommand(environment, java, role, { cache: cache.record(path), configFile });
    return { command, env, leaves: { path, as: cache.path } };
  }
}

/**
 * The variables that functions may read, on top of the brokers and the port that the lab gives
 * them. A test holds this against what each function declares.
 */
export const FUNCTION_VARIABLES: readonly string[] = [];

/** A function on Deno, with its brokers, its port and its variables, and nothing else. */
function denoFunction(lab: Topology, { name, port }: FunctionNode) {
  const brokers = bootstrapServers(lab);
  const own = { HOST, PORT: String(port), KAFKA_BROKERS: brokers.join(",") };
  const command = [
    Deno.execPath(),
    "run",
    "--quiet",
    "--no-prompt",
    "--frozen",
    "--cached-only",
    `--config=${join(PROJECT_ROOT, "deno.json")}`,
    `--allow-net=${[`${HOST}:${port}`, ...brokers].join(",")}`,
    `--allow-env=${[...Object.keys(own), ...FUNCTION_VARIABLES].join(",")}`,
    join(PROJECT_ROOT, "functions", name, "main.ts"),
  ];
  return {
    command,
    env: { ...inherited("PATH", "HOME", "DENO_DIR", ...FUNCTION_VARIABLES), ...own },
  };
}

function inherited(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, Deno.env.get(name)]).filter(([, value]) => value !== undefined),
  );
}
