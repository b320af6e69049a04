/**
 * `deno task ps`: the processes or containers of the lab, and nothing that Kafka must be asked for.
 *
 * @module
 */
import { currentEngine } from "../cluster/engines/choose_engine.ts";
import type { ProcessFacts } from "../cluster/engines/process_facts.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { nodes } from "../cluster/topology.ts";
import { type Command, main } from "./cli/invocation/command.ts";
import { bytes, duration, printable, table } from "./cli/terminal/terminal.ts";

const options = { json: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task ps [--json]

Lists the lab's processes or containers. Whether what runs is ready is told by \`deno task status\`.

  --json  as JSON: [{ name, state, port, pid|container, uptimeSeconds, memoryBytes, restarts, note }]`,
  options,

  async run({ json = false }) {
    const { environment, lab } = await thisLab();
    const facts = await (await currentEngine(environment, lab)).processes();
    const rows = nodes(lab).map(({ name, port }) => ({ name, port, ...shown(facts.get(name)) }));
    if (json) console.log(JSON.stringify(rows, null, 2));
    else if (facts.size === 0) console.log("Nothing runs: start the lab with `deno task up`");
    else console.log(processTable(rows));
    return 0;
  },
};

/** What is told of a process. */
function shown(facts: Partial<ProcessFacts> = {}) {
  const { state = "down", pid, container, startedAt, memoryBytes, restarts = 0, note } = facts;
  const uptimeSeconds = startedAt && Math.round((Date.now() - startedAt.getTime()) / 1000);
  return { state, pid, container, uptimeSeconds, memoryBytes, restarts, note };
}

type Row = { name: string; port: number } & ReturnType<typeof shown>;

function processTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.state,
    row.container ?? String(row.pid ?? ""),
    row.uptimeSeconds === undefined ? "" : duration(row.uptimeSeconds * 1000),
    row.memoryBytes === undefined ? "" : bytes(row.memoryBytes),
    String(row.port),
    [row.restarts > 0 ? `restarted ${row.restarts}×` : "", printable(row.note ?? "")]
      .filter(Boolean).join(", "),
  ]);
  const header = ["name", "state", "process", "uptime", "memory", "port", ""];
  return table(header, cells, { right: ["process", "memory", "port"] });
}

if (import.meta.main) await main(command);
