/**
 * What a start ends with: where everything is, and what to do next.
 *
 * @module
 */
import {
  bootstrapServers,
  type FunctionNode,
  functionUrl,
  HOST,
  type Node,
  registryUrl,
  type Topology,
  zookeeperConnect,
} from "../../cluster/topology.ts";
import { printable, style, table, terminalWidth } from "./terminal/terminal.ts";

/** What each function is for. */
const FUNCTION_USES: Record<string, string> = {
  producer: "HTTP to Kafka; its API is at /docs",
  consumer: "Kafka to HTTP; its API is at /docs",
  console: "watch and steer all of it, in a browser",
  rest: "Kafka over HTTP, as Confluent's REST Proxy v2",
  burrow: "consumer lag: Burrow's API, /v3/kafka/local/consumer",
};

/** What a function is for; what a user's own does, where it does not say so, is told by its trigger. */
function useOf({ name, own }: FunctionNode): string {
  if (!own) return FUNCTION_USES[name];
  const { description, trigger, output, schedule } = own.description;
  const from = trigger?.topics.join(", ") ?? schedule ?? "HTTP";
  return description ?? `your own: ${output ? `${from} to ${output.topic}` : `from ${from}`}`;
}

/** The lab's addresses, as a table, but for those of nodes that do not run. */
export function addresses(
  all: Topology,
  without: ReadonlyMap<string, unknown> = new Map(),
  width = terminalWidth(),
): string {
  const runs = ({ name }: Node) => !without.has(name);
  const lab = {
    ...all,
    zookeeper: all.zookeeper.filter(runs),
    kafka: all.kafka.filter(runs),
    registry: all.registry.filter(runs),
    functions: all.functions.filter(runs),
  };
  return table(["service", "address", "for"], [
    ...lab.functions.map((node) => [node.name, functionUrl(node), printable(useOf(node))]),
    ...lab.functions.flatMap(({ managerPort }) =>
      managerPort ? [["kafka-manager", `http://localhost:${managerPort}`, managerLogin()]] : []
    ),
    ...lab.registry.map((node) => [node.name, registryUrl(node), "schemas: Confluent's API"]),
    ...listed("kafka", bootstrapServers(lab), "bootstrap.servers", width),
    ...listed("zookeeper", zookeeperConnect(lab).split(","), "zookeeper.connect", width),
    ...lab.zookeeper.map(({ name, adminPort }) => [
      name,
      adminUrl(adminPort),
      "AdminServer",
    ]),
  ], { whole: ["address"], width });
}

/** A list of addresses in one row, or in as many as it has where a terminal is narrow. */
function listed(
  name: string,
  all: readonly string[],
  use: string,
  width: number,
): string[][] {
  if (all.length === 0) return [];
  if (width >= WIDE) return [[name, all.join(","), use]];
  return all.map((address, i) => i === 0 ? [name, address, use] : ["", address, ""]);
}

/** Columns from which on a list of three addresses has room, with its name and its use. */
const WIDE = 90;

/** The lab's addresses, for programs: what is asked over HTTP by name, and how clients connect. */
export function addressesJson(lab: Topology) {
  const managers = lab.functions.flatMap(({ managerPort }) =>
    managerPort ? [["kafka-manager", `http://localhost:${managerPort}`]] : []
  );
  return {
    urls: Object.fromEntries([
      ...lab.functions.map((node) => [node.name, functionUrl(node)]),
      ...managers,
      ...lab.registry.map((node) => [node.name, registryUrl(node)]),
      ...lab.zookeeper.map(({ name, adminPort }) => [name, adminUrl(adminPort)]),
    ]),
    brokers: bootstrapServers(lab),
    zookeeper: zookeeperConnect(lab),
  };
}

function adminUrl(port: number): string {
  return `http://${HOST}:${port}/commands`;
}

/** Who may enter Kafka Manager; a password that was set is not shown. */
export function managerLogin(env: Pick<Deno.Env, "get"> = Deno.env): string {
  const user = printable(env.get("MANAGER_USERNAME") || "admin");
  return `user ${user}, password ${env.get("MANAGER_PASSWORD") ? "as set" : "admin"}`;
}

/** The commands that a user wants next. */
export function nextCommands(): string {
  return [
    ["deno task status", "what runs, and how it is"],
    ["deno task logs -f", "what it logs"],
    ["deno task down", "stop it; the data stays"],
  ].map(([command, use]) => `${style("bold", command.padEnd(18))} ${use}`).join("\n");
}
