/**
 * What a start ends with: where everything is, and what to do next.
 *
 * @module
 */
import {
  bootstrapServers,
  functionUrl,
  HOST,
  type Topology,
  zookeeperConnect,
} from "../../cluster/topology.ts";
import { style, table } from "./terminal.ts";

/** What each function is for. */
const FUNCTION_USES: Record<string, string> = {
  producer: "HTTP to Kafka; its API is at /docs",
  consumer: "Kafka to HTTP; its API is at /docs",
  console: "watch and steer all of it, in a browser",
  burrow: "consumer lag: Burrow's API, /v3/kafka/local/consumer",
};

/** The lab's addresses, as a table. */
export function addresses(lab: Topology): string {
  return table(["service", "address", "for"], [
    ...lab.functions.map((node) => [node.name, functionUrl(node), FUNCTION_USES[node.name]]),
    ...lab.functions.flatMap(({ managerPort }) =>
      managerPort
        ? [["kafka-manager", `http://localhost:${managerPort}`, "user admin, password admin"]]
        : []
    ),
    ["kafka", bootstrapServers(lab).join(","), "bootstrap.servers"],
    ["zookeeper", zookeeperConnect(lab), "zookeeper.connect"],
    ...lab.zookeeper.map(({ name, adminPort }) => [
      name,
      `http://${HOST}:${adminPort}/commands`,
      "AdminServer",
    ]),
  ]);
}

/** The commands that a user wants next. */
export function nextCommands(): string {
  return [
    ["deno task status", "what runs, and how it is"],
    ["deno task logs -f", "what it logs"],
    ["deno task down", "stop it; the data stays"],
  ].map(([command, use]) => `${style("bold", command.padEnd(18))} ${use}`).join("\n");
}
