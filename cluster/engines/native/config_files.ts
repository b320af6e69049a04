/**
 * Each node's configuration and data folder: what all nodes of a kind share, from cluster/, and
 * what is this node's own. Its paths start at the lab's folder, where the node runs: Kafka would split a
 * path at a comma, and Java reads no letters beyond Latin-1 from such a file.
 *
 * @module
 */
import { join } from "node:path";
import { ownProperties } from "./own_settings.ts";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import {
  HOST,
  type KafkaNode,
  type Topology,
  zookeeperConnect,
  type ZooKeeperNode,
} from "../../topology.ts";

/** The folder of all nodes' data, in the lab's own. */
export const DATA = "data";

/** Where a node of the native engine keeps its data. */
export function dataDir({ stateDir }: LabEnvironment, name: string): string {
  return join(stateDir, DATA, name);
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
  return await writeConfig(environment, node, `${node.name}.cfg`, "zookeeper/zoo.cfg", {
    // The dot tells ZooKeeper that the path starts at its folder on purpose.
    "dataDir": `./${DATA}/${node.name}`,
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
  return await writeConfig(
    environment,
    node,
    `${node.name}.properties`,
    "kafka/server.properties",
    {
      "broker.id": node.id,
      "listeners": `PLAINTEXT://${HOST}:${node.port}`,
      "log.dirs": `${DATA}/${node.name}`,
      "zookeeper.connect": zookeeperConnect(lab),
    },
  );
}

async function writeConfig(
  environment: LabEnvironment,
  node: ZooKeeperNode | KafkaNode,
  name: string,
  shared: string,
  own: Record<string, string | number>,
): Promise<string> {
  const folder = join(environment.stateDir, "config");
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const lines = Object.entries(own).map(([key, value]) => `${key}=${value}\n`);
  const common = await Deno.readTextFile(join(PROJECT_ROOT, "cluster", shared));
  const others = ownProperties(environment, node.name);
  await Deno.writeTextFile(path, `${common}\n# This node's own.\n${lines.join("")}${others}`);
  return path;
}
