/**
 * `deno task consume <topic>`: records of a topic to the terminal or a pipe.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka, withBrokers } from "../cluster/lab_kafka.ts";
import { offsetsAt, partitionsOf } from "../kafka/admin/groups/group_offsets.ts";
import { followGroup } from "../kafka/consumer/follow_group.ts";
import { follow } from "../kafka/reader/follow.ts";
import { parseStart, type StartAt } from "../kafka/reader/start.ts";
import { formatLine } from "../kafka/record/record_line.ts";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { partitionName } from "../kafka/topic_partition.ts";
import { lookUpTopic } from "./cli/topic_lookup.ts";
import { type Topology, topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/command.ts";
import { interruption } from "./cli/interruption.ts";
import { recordJson } from "../kafka/record/record_json.ts";
import { count, say } from "./cli/terminal.ts";

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
  takesWords: true,

  async run({ group, from, json = false, "key-separator": separator, count: wanted }, names) {
    if (names.length !== 1) throw new UsageError("Name one topic");
    const limit = wanted === undefined ? Infinity : parseCount(wanted);
    const begin = from === undefined ? undefined : parseFrom(from);

    const lab = topology(labEnvironment().offset);
    const topic = (await lookUpTopic(lab, names[0])).name;
    const goesOn = group !== undefined && begin === undefined;
    const start = goesOn ? new Map() : await startOffsets(lab, topic, begin ?? "latest");

    const interrupted = interruption();
    const enough = new AbortController();
    const signal = AbortSignal.any([interrupted, enough.signal]);
    let consumed = 0;
    let unread = false;
    const take = async (records: readonly KafkaRecord[]): Promise<number> => {
      const taken = records.slice(0, limit - consumed);
      unread = !await print(
        taken.map((record) =>
          json ? Buffer.from(`${recordJson(record)}\n`) : formatLine(record, separator)
        ),
      );
      consumed += unread ? 0 : taken.length;
      if (unread || consumed === limit) enough.abort();
      return unread ? 0 : taken.length;
    };
    const settings = labKafka(lab);
    if (group !== undefined) {
      await followGroup(settings, { topic, group, start }, take, signal);
    } else {
      for await (const records of follow(settings, topic, start, signal)) {
        if (!signal.aborted) await take(records);
      }
    }
    if (!unread) say("Consumed", count(consumed, "record"));
    return interrupted.aborted && wanted !== undefined ? 130 : 0;
  },
};

function parseCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--count is a whole number, got "${text}"`);
  return Number(text);
}

/**
 * The offset in each partition at which a start lies.
 *
 * @throws {Error} for partitions whose leader cannot be asked: their records would be missed in silence.
 */
async function startOffsets(
  lab: Topology,
  topic: string,
  start: StartAt,
): Promise<Map<number, number>> {
  const at = start === "earliest" ? "start" : start === "latest" ? "stable" : start;
  return await withBrokers(lab, async (brokers) => {
    const partitions = await partitionsOf(brokers, [topic]);
    const found = await offsetsAt(brokers, partitions, at);
    const offsets = new Map(found.map(({ partition, offset }) => [partition, offset]));
    const missing = partitions.filter(({ partition }) => !offsets.has(partition));
    if (missing.length === 0) return offsets;
    throw new Error(
      `Cannot consume: no leader answers for ${missing.map(partitionName).join(", ")}`,
    );
  });
}

function parseFrom(text: string): StartAt {
  const start = parseStart(text);
  if (start !== undefined) return start;
  throw new UsageError(`--from is earliest, latest or a time, got "${text}"`);
}

/** Prints lines, and tells whether anybody reads them: `| head` does not for long. */
async function print(lines: readonly Buffer[]): Promise<boolean> {
  const bytes = Buffer.concat(lines);
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw error;
  }
}

if (import.meta.main) await main(command);
