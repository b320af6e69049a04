/**
 * A snapshot of the lab as text for a terminal.
 *
 * @module
 */
import type { GroupStatus } from "../../cluster/lifecycle/group_status.ts";
import type { Snapshot } from "../../cluster/lifecycle/observe.ts";
import type {
  FunctionStatus,
  NodeStatus,
  ProcessStatus,
  TopicStatus,
} from "../../cluster/lifecycle/status.ts";
import { bytes, duration, printable, style, table, terminalWidth } from "./terminal/terminal.ts";
import { wrapped } from "./terminal/wrapped.ts";

/** The whole lab: a verdict, the tables, and why it is not ready. */
export function statusText(snapshot: Snapshot): string {
  const { engine, ready, nodes, functions, topics, groups, groupsError } = snapshot;
  if (
    [...nodes, ...functions].every(({ state, pid }) => state === "down" || isBroken(state, pid))
  ) {
    return `${style(["bold", "red"], "Down")}  start the lab with \`deno task up\``;
  }
  const verdict = style(["bold", ready ? "green" : "red"], ready ? "Ready" : "Not ready");
  return [
    `${verdict}  ${engine} engine`,
    processTable(nodes, functions),
    topicTable(topics.toSorted(internalLast)),
    groupTable(groups.filter(({ internal }) => !internal)),
    groupsError &&
    `Cannot read ${groups.length > 0 ? "all " : ""}consumer groups: ${printable(groupsError)}`,
    reasonList("Not ready because", snapshot.reasons),
    reasonList("Of your functions", snapshot.warnings),
  ].filter(Boolean).join("\n\n");
}

function processTable(nodes: NodeStatus[], functions: FunctionStatus[]): string {
  return table(["node", "role", "address", "state", "process", "uptime", "memory", ""], [
    ...nodes.map((node) => [
      node.name,
      node.role ?? "",
      shortAddress(`${node.host}:${node.port}`),
      colored(node.state),
      ...processCells(node),
    ]),
    ...functions.map((f) => {
      // What is wrong with its code is said below.
      const process = f.state === "broken" ? { ...f, note: "" } : f;
      return [f.name, "function", shortAddress(f.url), colored(f.state), ...processCells(process)];
    }),
  ], { right: ["process", "memory"] });
}

/** Columns from which on addresses have room beside what is told of processes. */
const WIDE = 80;

/** Where a terminal is narrow, the port is enough: all of the lab is on this machine. */
function shortAddress(address: string): string {
  return terminalWidth() < WIDE ? `:${address.split(":").at(-1)}` : address;
}

function processCells(status: ProcessStatus): string[] {
  const { pid, container, uptimeSeconds, memoryBytes, restarts = 0, note = "" } = status;
  return [
    container ?? pid?.toString() ?? "",
    uptimeSeconds === undefined ? "" : duration(uptimeSeconds * 1000),
    memoryBytes === undefined ? "" : bytes(memoryBytes),
    [restarts > 0 ? `restarted ${restarts}×` : "", printable(note)].filter(Boolean).join(", "),
  ];
}

function topicTable(topics: TopicStatus[]): string {
  if (topics.length === 0) return "";
  const rows = topics.map((topic) => {
    const { name, partitions, replicationFactor, internal } = topic;
    const label = internal ? style("dim", printable(name)) : printable(name);
    return [label, `${partitions}`, `${replicationFactor}`, inSync(topic)];
  });
  return table(["topic", "partitions", "replicas", "in sync"], rows, {
    right: ["partitions", "replicas"],
  });
}

function inSync({ partitions, underReplicated, offline }: TopicStatus): string {
  if (offline > 0) return style("red", `${offline} without a leader`);
  if (underReplicated === 0) return "all";
  return style("yellow", `${partitions - underReplicated} of ${partitions}`);
}

function groupTable(groups: GroupStatus[]): string {
  if (groups.length === 0) return "";
  const rows = groups.map(({ group, type, state, members, totalLag }) => [
    printable(group),
    printable(state),
    `${members}`,
    totalLag.toLocaleString("en"),
    printable(type) || "none",
  ]);
  return table(["group", "state", "members", "lag", "type"], rows, { right: ["members", "lag"] });
}

function reasonList(title: string, reasons: string[]): string {
  if (reasons.length === 0) return "";
  return [
    style("bold", title),
    ...reasons.map((reason) => wrapped(`  ${printable(reason)}`, terminalWidth())),
  ].join("\n");
}

/** A function whose code cannot be run, and that does not run as it was before. */
function isBroken(state: string, pid: number | undefined): boolean {
  return state === "broken" && pid === undefined;
}

function colored(state: string): string {
  if (state === "up" || state === "ready") return style("green", state);
  return style(["down", "unresponsive", "broken"].includes(state) ? "red" : "yellow", state);
}

function internalLast(a: TopicStatus, b: TopicStatus): number {
  return Number(a.internal) - Number(b.internal);
}
