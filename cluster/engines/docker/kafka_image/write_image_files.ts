/**
 * A step of the Kafka image's build: writes the settings and the JVM options that the image has in
 * common with the native engine, as java's argument files.
 *
 * @module
 */
import { join } from "node:path";
import { labEnvironment, PROJECT_ROOT } from "../../../environment.ts";
import { readJava } from "../../../jvm/find_java.ts";
import { ensureAgent } from "../../../jvm/jars.ts";
import { classCache, jvmCommand } from "../../../jvm/jvm.ts";
import { topology } from "../../../topology.ts";

const environment = labEnvironment();
const folder = join(PROJECT_ROOT, "image");
const java = await readJava(Deno.env.get("JAVA_HOME")!);
if (!java) throw new Error("Cannot build the image: JAVA_HOME has no Java");

await Deno.mkdir(folder);
await write("zoo.cfg", [await sharedZooKeeperSettings(), ...ownZooKeeperSettings()]);

// A cache of classes is good only for the agents that it was recorded with.
const metrics = `7070:${join(PROJECT_ROOT, "cluster/kafka/jmx_exporter.yml")}`;
const agents = {
  zookeeper: [],
  kafka: [`-javaagent:${await ensureAgent(environment)}=${metrics}`],
};
for (const role of ["zookeeper", "kafka"] as const) {
  const { path, use, record } = await classCache(environment, java, role);
  const [, ...options] = jvmCommand(environment, java, role, { configFile: "" });
  await write(`${role}.use`, use);
  await write(`${role}.record`, record(path));
  await write(`${role}.options`, [...agents[role], ...options.slice(0, -1)]);
}

async function sharedZooKeeperSettings(): Promise<string> {
  return await Deno.readTextFile(join(PROJECT_ROOT, "cluster/zookeeper/zoo.cfg"));
}

/** Every member has an address of its own, so they can all have the same ports. */
function ownZooKeeperSettings(): string[] {
  const members = topology().zookeeper.map(({ id, name }) => `server.${id}=${name}:2888:3888`);
  return ["dataDir=/data", "clientPort=2181", "admin.serverPort=8080", ...members];
}

async function write(name: string, lines: readonly string[]): Promise<void> {
  await Deno.writeTextFile(join(folder, name), lines.map((line) => `${line}\n`).join(""));
}
