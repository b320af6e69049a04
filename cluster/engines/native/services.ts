/**
 * What the native engine runs: one command line a node, made from the topology.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";
import {
  bootstrapServers,
  type FunctionNode,
  HOST,
  type Node,
  type RegistryNode,
  type Topology,
} from "../../topology.ts";
import { functionDigest } from "../function_digest.ts";
import { DATA, writeKafkaConfig, writeZooKeeperConfig } from "./config_files.ts";
import { findJava, type Java, JavaError, REGISTRY_JAVA } from "../../jvm/find_java.ts";
import { functionProcess } from "./function_process.ts";
import { classCache, jvmCommand, jvmEnvironment } from "../../jvm/jvm.ts";
import { registryVariables } from "../../registry/registry_variables.ts";
import { nodeMark } from "./lab_processes.ts";
import { logFile } from "./log_file.ts";
import { ownVariables } from "./own_settings.ts";
import { ownFunctionProcess, type OwnNode } from "./own_function_process.ts";

/** One process of the lab, as the supervisor starts it. */
export interface Service {
  node: Node;
  /** The executable and its arguments. */
  command: readonly string[];
  /** All of the process's environment. */
  env: Readonly<Record<string, string>>;
  /** Where it runs: paths in its configuration start there. */
  cwd: string;
  /** Standard output and error go here. */
  logFile: string;
  /** A file that the process writes at its clean exit, and the name it gets then. */
  leaves?: { path: string; as: string };
  /** The digest of the code that it would start with now, of a function. */
  codeDigest?: () => Promise<string>;
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
  const jvms = [...lab.zookeeper, ...lab.kafka].map(async (node): Promise<Service> => {
    const configFile = node.kind === "zookeeper"
      ? await writeZooKeeperConfig(environment, lab, node)
      : await writeKafkaConfig(environment, lab, node);
    const cwd = environment.stateDir;
    const cache = caches[node.kind];
    // Without a cache of classes, the first node of its kind records one.
    const recorded = `${DATA}/${node.name}.classes`;
    const records = !cache.exists && node.id === 1;
    return {
      node,
      logFile: logFile(environment, node.name),
      cwd,
      command: jvmCommand(environment, java, node.kind, {
        cache: cache.exists ? cache.use : records ? cache.record(recorded) : cache.without,
        configFile,
      }),
      env: {
        ...jvmEnvironment(),
        ...ownVariables(environment, node.name),
        ...nodeMark(environment, node.name),
      },
      leaves: records ? { path: join(cwd, recorded), as: cache.path } : undefined,
    };
  });
  return [...await Promise.all(jvms), ...await addableServices(environment, lab)];
}

/** How to start what may come to a lab that runs: the functions, and the schema registry. */
export async function addableServices(
  environment: LabEnvironment,
  lab: Topology,
): Promise<Service[]> {
  const registry = lab.registry.map((node) => registryService(environment, lab, node));
  return [...await Promise.all(registry), ...functionServices(environment, lab)];
}

/** @throws {JavaError} where no Java runs it. */
async function registryService(
  environment: LabEnvironment,
  lab: Topology,
  node: RegistryNode,
): Promise<Service> {
  const java = await findJava(environment, REGISTRY_JAVA);
  if (!java) throw new JavaError("Cannot start the schema registry: no Java was found");
  const cwd = environment.stateDir;
  const cache = await classCache(environment, java, "registry");
  const recorded = `${DATA}/${node.name}.classes`;
  return {
    node,
    logFile: logFile(environment, node.name),
    cwd,
    command: jvmCommand(environment, java, "registry", {
      cache: cache.exists ? cache.use : cache.record(recorded),
    }),
    env: {
      ...jvmEnvironment(),
      ...registryVariables({
        host: HOST,
        port: node.port,
        managementPort: node.managementPort,
        brokers: bootstrapServers(lab),
      }),
      ...ownVariables(environment, node.name),
      ...nodeMark(environment, node.name),
    },
    leaves: cache.exists ? undefined : { path: join(cwd, recorded), as: cache.path },
  };
}

/** How to start each of the functions. */
function functionServices(environment: LabEnvironment, lab: Topology): Service[] {
  return lab.functions.map((node) => {
    const { command, env } = isOwn(node)
      ? ownFunctionProcess(lab, node)
      : functionProcess(environment, lab, node);
    return {
      node,
      logFile: logFile(environment, node.name),
      cwd: node.own?.folder ?? environment.stateDir,
      command,
      env: {
        ...env,
        ...ownVariables(environment, node.name),
        ...nodeMark(environment, node.name),
      },
      codeDigest: () => functionDigest(lab, node),
    };
  });
}

function isOwn(node: FunctionNode): node is OwnNode {
  return node.own !== undefined;
}
