/**
 * `deno task kafka <tool> …`: Kafka's own tools against the lab.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import {
  findTool,
  jvmOptions,
  type Tool,
  toolArguments,
  TOOLS,
} from "../cluster/jvm/kafka_tools.ts";
import { jvmLocale, log4jOption } from "../cluster/jvm/jvm.ts";
import { javaCommand } from "../cluster/jvm/java_command.ts";
import { listening } from "../cluster/process/ports/port_holder.ts";
import { type Topology, topology } from "../cluster/topology.ts";
import { explain } from "./cli/invocation/command.ts";
import { nearest } from "./cli/invocation/nearest.ts";
import { fail, terminalWidth } from "./cli/terminal/terminal.ts";
import { wrapped } from "./cli/terminal/wrapped.ts";

/** Runs a tool; returns its exit code. */
async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(wrapped(usage(), terminalWidth()));
    return 0;
  }
  const tool = findTool(name);
  if (!tool) {
    const meant = nearest(name, TOOLS.map((tool) => tool.name));
    fail(`There is no tool ${name}${meant || ";"} \`deno task kafka\` lists them all`);
    return 2;
  }
  const lab = topology(labEnvironment().offset);
  const full = toolArguments(tool, args, lab);
  if (full.length > args.length && !asksForHelp(args) && !await anyListens(tool, lab)) {
    fail("Cannot reach the cluster: start the lab with `deno task up`");
    return 1;
  }
  return await runTool(tool, full);
}

function usage(): string {
  const widest = Math.max(...TOOLS.map(({ name }) => name.length));
  const lines = TOOLS.map(({ name, about }) => `  ${name.padEnd(widest)}  ${about}`);
  return `Usage: deno task kafka <tool> [argument…]

Runs one of Kafka's own tools against the lab; --bootstrap-server is filled in. Add --help to a
tool's name for its arguments.

${lines.join("\n")}`;
}

function asksForHelp(args: readonly string[]): boolean {
  return args.length === 0 || args.includes("--help") || args.includes("--version");
}

/** A tool would try for a minute before it says that nobody is there. */
async function anyListens({ address }: Tool, { kafka, zookeeper }: Topology): Promise<boolean> {
  const nodes = address === "zookeeper" ? zookeeper : kafka;
  return (await Promise.all(nodes.map(({ port }) => listening(port)))).includes(true);
}

/** The tool has the terminal, and decides itself what Ctrl-C ends. */
async function runTool(tool: Tool, args: readonly string[]): Promise<number> {
  const { java, classpath } = await javaCommand();
  const child = new Deno.Command(java, {
    args: [
      ...jvmOptions(tool),
      log4jOption("tools-log4j.properties"),
      "-cp",
      classpath,
      tool.mainClass,
      ...args,
    ],
    env: jvmLocale(),
    stdin: "inherit",
  }).spawn();
  // A terminal sends Ctrl-C to the tool too; whoever else signals this process means the tool.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  }
  return (await child.status).code;
}

if (import.meta.main) Deno.exit(await run(Deno.args).catch(explain));
