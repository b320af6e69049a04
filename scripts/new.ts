/**
 * `deno task new <name>`: writes the folder of a new function, with a test that passes.
 *
 * @module
 */
import { dirname, relative, resolve } from "node:path";
import {
  FUNCTION_NAME_RULE,
  isFunctionName,
  isTopicName,
  TOPIC_NAME_RULE,
} from "../kafka/names.ts";
import { CHECKOUT_FUNCTIONS } from "../cluster/own/function_folders.ts";
import { writeOverride } from "../cluster/engines/docker/own_compose_files.ts";
import { thisLab } from "../cluster/own/lab_topology.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { say, style } from "./cli/terminal/terminal.ts";
import { createFunction } from "./scaffold/create_function.ts";
import { complete } from "./scaffold/questions.ts";

const options = {
  topic: { type: "string", multiple: true },
  output: { type: "string" },
  http: { type: "boolean" },
  schedule: { type: "string" },
  port: { type: "string" },
  dir: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task new <name> [--topic <topic>…] [--output <topic>] [--http]
       [--schedule <cron>] [--port <port>] [--dir <folder>]

Writes the folder of a new function: function.ts, a test that passes, and records to test it with.
Asks for what it needs on a terminal.

  --topic     a topic whose records trigger it; may be said several times
  --output    the topic that it writes to
  --http      it answers HTTP requests of its own
  --schedule  it runs by a cron expression (UTC), such as "*/5 * * * *"
  --port      where it listens; the first free one from 5010 on
  --dir       the folder to make it in; that of INSTIGATOR_FUNCTIONS, or functions/

Topics that the lab does not have yet are written down beside it, in topics.json.

Example: deno task new orders --topic orders --output invoices`,
  options,
  takesWords: true,

  async run({ topic = [], output, http = false, schedule, port, dir }, [given, ...more]) {
    if (more.length > 0) throw new UsageError(`One name at a time: what is "${more[0]}"?`);
    const { name, ...wishes } = complete({ name: given, topics: topic, output, http, schedule });
    for (const one of [...wishes.topics, ...wishes.output === undefined ? [] : [wishes.output]]) {
      if (!isTopicName(one)) throw new UsageError(`"${one}" must be ${TOPIC_NAME_RULE}`);
    }
    if (!isFunctionName(name)) {
      throw new UsageError(
        `"${name}" cannot be a function's name: it must be ${FUNCTION_NAME_RULE}`,
      );
    }
    const { environment } = await thisLab();
    const created = await createFunction(environment, {
      ...wishes,
      name,
      topics: [...new Set(wishes.topics)],
      port: port === undefined ? undefined : portIn(port),
      dir: dir === undefined ? undefined : resolve(calledFrom(), dir),
    });
    const shown = relative(calledFrom(), created.path);
    const path = shown.startsWith("..") ? created.path : shown;
    say("Made", `${path}: ${created.files.join(", ")}; on port ${created.port}`);
    const root = dirname(created.path);
    if (root === CHECKOUT_FUNCTIONS) await writeOverride((await thisLab()).lab);
    const isKnown = root === CHECKOUT_FUNCTIONS || root === environment.functionsDir;
    console.log(`\n${next(name, path, isKnown ? undefined : root)}`);
    return 0;
  },
};

/** Where the user was: `deno task` changes to the folder of deno.json. */
function calledFrom(): string {
  return Deno.env.get("INIT_CWD") ?? Deno.cwd();
}

function portIn(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`"${text}" cannot be a port`);
  return Number(text);
}

/**
 * What to do with it.
 *
 * @param root the folder around it, if the lab does not look there yet.
 */
function next(name: string, path: string, root?: string): string {
  const commands = [
    ...root === undefined
      ? []
      : [[`export INSTIGATOR_FUNCTIONS=${root}`, "the lab looks for functions there, too"]],
    [`deno task dev ${name}`, "run it, and again whenever you save"],
    [`deno task invoke ${name} --dry-run`, "call it once, without Kafka"],
    [`deno task test ${path}`, "test it"],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  return commands.map(([command, use]) => `${style("bold", command.padEnd(width))}  ${use}`)
    .join("\n");
}

if (import.meta.main) await main(command);
