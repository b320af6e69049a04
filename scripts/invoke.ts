/**
 * `deno task invoke <name>`: calls a function by hand.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { ownFunctionProcess } from "../cluster/engines/native/own_function_process.ts";
import { describeFunction, isBroken } from "../cluster/own/describe_function.ts";
import { functionSources } from "../cluster/own/function_sources.ts";
import { authorization } from "../cluster/exposure.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import type { OwnFunction } from "../cluster/own/own_function.ts";
import { HOST, type Topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { type Invocation, invocationText, invokeRunning } from "./cli/invocation/invocation.ts";
import { nearest } from "./cli/invocation/nearest.ts";

/** Calls a function by itself. */
const RUNTIME = join(PROJECT_ROOT, "functions/runtime/invoke_main.ts");

const options = {
  last: { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task invoke <name> [<file>|-] [--last <count>] [--dry-run] [--json]

Calls a function that runs with records, once: without retries and dead letters, and without a place
in a topic that moves on. They come from a file, from stdin (-), or from its topics; without any of
these from records.json beside the function, if that is there. Exits with 1 if a record failed.

  --last     the last records of its topics
  --dry-run  write nothing, and tell what would be written; the function need not run for it
  --json     as JSON: { "failed", "ms", "error", "records": […], "outputs": […] }

A file holds a record, a list of them, or one a line, as \`deno task consume --json\` prints them; or
values alone.

Example: deno task invoke orders --last 5 --dry-run`,
  options,
  takesWords: true,

  async run({ last, "dry-run": dryRun = false, json = false }, [name, file, ...more]) {
    if (name === undefined) throw new UsageError("Name the function to call");
    if (more.length > 0) throw new UsageError(`One file at a time: what is "${more[0]}"?`);
    if (file !== undefined && last !== undefined) {
      throw new UsageError("--last takes the records of its topics: leave the file out");
    }
    const { lab, own } = await find(name);
    const body = last === undefined ? await records(own, file) : undefined;
    const invocation = await invoke(lab, own, {
      body,
      last: last === undefined ? undefined : count(last),
      dryRun,
    });
    console.log(json ? JSON.stringify(invocation, null, 2) : invocationText(invocation));
    return invocation.failed === 0 ? 0 : 1;
  },
};

async function find(name: string): Promise<{ lab: Topology; own: OwnFunction }> {
  const { environment, lab } = await thisLab();
  const sources = await functionSources(environment);
  const source = sources.find((source) => source.name === name);
  if (!source) {
    const known = sources.map(({ name }) => name);
    throw new UsageError(`There is no function ${name}${nearest(name, known)}`);
  }
  const own = await describeFunction(source);
  if (isBroken(own)) throw new Error(`Cannot call ${name}: ${own.reason}`);
  return { lab, own };
}

/** The text of the records; nothing for a function that runs on schedule only. */
async function records(own: OwnFunction, file: string | undefined): Promise<string | undefined> {
  if (file === "-") return await new Response(Deno.stdin.readable).text();
  const path = file === undefined
    ? join(own.folder, "records.json")
    : resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), file);
  if (file === undefined && own.description.trigger === null) return undefined;
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const hint = file === undefined ? ": name a file, - for stdin, or say --last 5" : "";
    throw new UsageError(`There is no ${path}${hint}`);
  }
}

async function invoke(
  lab: Topology,
  own: OwnFunction,
  options: { body?: string; last?: number; dryRun: boolean },
): Promise<Invocation> {
  const { name, description: { port } } = own;
  const url = `http://${HOST}:${port + lab.offset}`;
  if (await answers(url)) {
    return await invokeRunning(url, { ...options, headers: authorization(lab.exposure) });
  }
  if (options.dryRun && options.last === undefined) {
    return await invokeAlone(lab, own, options.body);
  }
  const dryRun = options.last === undefined ? ", or --dry-run calls it without Kafka" : "";
  throw new Error(
    `Cannot call ${name}: it does not run on ${url}. \`deno task dev ${name}\` runs it${dryRun}`,
  );
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`);
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Calls a function in a process of its own, which reaches no Kafka. */
async function invokeAlone(lab: Topology, own: OwnFunction, body = ""): Promise<Invocation> {
  const { name, folder, description } = own;
  const node = {
    kind: "function",
    name,
    folder,
    port: description.port,
    readyPath: "/readyz",
    own,
  } as const;
  const { command: [executable, ...args], env } = ownFunctionProcess(lab, node, {
    runtime: RUNTIME,
  });
  const child = new Deno.Command(executable, {
    args,
    env,
    clearEnv: true,
    cwd: folder,
    stdin: "piped",
    stdout: "piped",
    // What it logs.
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(body));
  await writer.close();
  const { success, stdout } = await child.output();
  const answer = new TextDecoder().decode(stdout).trimEnd().split("\n").at(-1)!;
  if (!success) throw new Error(`Cannot call ${name} by itself`);
  return JSON.parse(answer);
}

function count(text: string): number {
  const last = Number(text);
  if (Number.isInteger(last) && last >= 1 && last <= 1_000) return last;
  throw new UsageError(`--last is a whole number from 1 to 1000, got "${text}"`);
}

if (import.meta.main) await main(command);
