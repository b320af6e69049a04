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
} from "../cluster/topology.ts";
import { style, table } from "./terminal.ts";

/** The lab's addresses, as a table. */
export function addresses(lab: Topology): string {
  return table(["service", "address", "for"], [
    ...lab.functions.map((node) => [node.name, functionUrl(node), `${functionUrl(node)}/docs`]),
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
