/**
 * Each node's configuration and data folder: what all nodes of a kind share, from cluster/, and
 * what is this node's own.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import {
  HOST,
  type KafkaNode,
  type Topology,
  zookeeperConnect,
  type ZooKeeperNode,
} from "../../topology.ts";

/** Where a node of the native engine keeps its data. */
export function dataDir({ stateDir }: LabEnvironment, name: string): string {
  return join(stateDir, "data", name);
}

/** Writes a member's `zoo.cfg` and `myid`; returns the path of the first. */
export async function writeZooKeeperConfig(
  environment: LabEnvironment,
  lab: Topology,
  node: ZooKeeperNode,
): Promise<string> {
  const data = dataDir(environment, node.name);
  await Deno.mkdir(data, { recursive: true });
  await Deno.writeTextFile(join(data, "myid"), `${node.id}\n`);
  return await writeConfig(environment, `${node.name}.cfg`, "zookeeper/zoo.cfg", {
    "dataDir": data,
    "clientPort": node.port,
    "clientPortAddress": HOST,
    "admin.serverPort": node.adminPort,
    "admin.serverAddress": HOST,
    ...Object.fromEntries(
      lab.zookeeper.map(({ id, quorumPort, electionPort }) => [
        `server.${id}`,
        `${HOST}:${quorumPort}:${electionPort}`,
      ]),
    ),
  });
}

/** Writes a broker's `server.properties`; returns its path. */
export async function writeKafkaConfig(
  environment: LabEnvironment,
  lab: Topology,
  node: KafkaNode,
): Promise<string> {
  const data = dataDir(environment, node.name);
  await Deno.mkdir(data, { recursive: true });
  return await writeConfig(environment, `${node.name}.properties`, "kafka/server.properties", {
    "broker.id": node.id,
    "listeners": `PLAINTEXT://${HOST}:${node.port}`,
    "log.dirs": data,
    "zookeeper.connect": zookeeperConnect(lab),
  });
}

async function writeConfig(
  { stateDir }: LabEnvironment,
  name: string,
  shared: string,
  own: Record<string, string | number>,
): Promise<string> {
  const folder = join(stateDir, "config");
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const lines = Object.entries(own).map(([key, value]) => `${key}=${escapeValue(value)}\n`);
  const common = await Deno.readTextFile(join(PROJECT_ROOT, "cluster", shared));
  await Deno.writeTextFile(path, `${common}\n# This node's own.\n${lines.join("")}`);
  return path;
}

/** A backslash starts an escape in Java's properties files, so a Windows path needs two. */
function escapeValue(value: string | number): string {
  return String(value).replaceAll("\\", "\\\\");
}
