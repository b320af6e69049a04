/**
 * `deno task consume <topic>`: records of a topic to the terminal or a pipe.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { kafkaClient, withAdmin } from "../cluster/kafka/client.ts";
import { follow, type Take } from "../cluster/kafka/follow.ts";
import { parseStart, type Start, startOffsets } from "../cluster/kafka/start_offsets.ts";
import { lookUpTopic } from "../cluster/kafka/topic_lookup.ts";
import { bootstrapServers, topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./command.ts";
import { interruption } from "./interruption.ts";
import { formatRecord, jsonRecord, toText } from "./record_text.ts";
import { count, say } from "./terminal.ts";

const options = {
  from: { type: "string" },
  count: { type: "string" },
  json: { type: "boolean" },
  "key-separator": { type: "string" },
  group: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task consume <topic> [--from START] [--count N] [--group G] [--json]

Prints the value of each record, one a line, until Ctrl-C.

  --from START       earliest, latest, or a time: ISO 8601 or ms since 1970; latest by default
  --count N          end after N records
  --json             each record whole, as a line of JSON
  --key-separator S  each line is the key, S and the value
  --group G          go on where the group G is, unless there is --from, and commit`,
  options,

  async run({ group, from, json = false, "key-separator": separator, count: wanted }, names) {
    if (names.length !== 1) throw new UsageError("Name one topic");
    const limit = wanted === undefined ? Infinity : parseCount(wanted);
    const begin = from === undefined ? undefined : parseFrom(from);

    const lab = topology(labEnvironment().offset);
    const topic = (await lookUpTopic(lab, names[0])).name;
    const kafka = kafkaClient(bootstrapServers(lab));
    const goesOn = group !== undefined && begin === undefined;
    const start: Map<number, string> = goesOn
      ? new Map()
      : await withAdmin(kafka, (admin) => startOffsets(admin, topic, begin ?? "latest"));

    const interrupted = interruption();
    const enough = new AbortController();
    let consumed = 0;
    let unread = false;
    const take: Take = async (partition, messages) => {
      const taken = messages.slice(0, limit - consumed);
      unread = !await print(
        taken.map((message) =>
          json ? jsonRecord(topic, partition, message) : formatRecord(toText(message), separator)
        ),
      );
      consumed += unread ? 0 : taken.length;
      if (unread || consumed === limit) enough.abort();
      return unread ? 0 : taken.length;
    };
    const signal = AbortSignal.any([interrupted, enough.signal]);
    await follow(kafka, { topic, group, start }, take, signal);
    if (!unread) say("Consumed", count(consumed, "record"));
    return interrupted.aborted && wanted !== undefined ? 130 : 0;
  },
};

function parseCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--count is a whole number, got "${text}"`);
  return Number(text);
}

function parseFrom(text: string): Start {
  const start = parseStart(text);
  if (start !== undefined) return start;
  throw new UsageError(`--from is earliest, latest or a time, got "${text}"`);
}

/** Prints lines, and tells whether anybody reads them: `| head` does not for long. */
async function print(lines: readonly string[]): Promise<boolean> {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw error;
  }
}

if (import.meta.main) await main(command);
