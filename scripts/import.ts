/**
 * `deno task import <topic> [file]`: a topic from lines of JSON, as `export` writes them.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka, withBrokers } from "../cluster/lab_kafka.ts";
import { topology } from "../cluster/topology.ts";
import { retentionOf } from "../kafka/admin/topics/retention.ts";
import { makeLike, parseShape } from "../kafka/admin/topics/topic_shape.ts";
import { isInternalTopic, isTopicName, TOPIC_NAME_RULE } from "../kafka/names.ts";
import { parseRecordJson } from "../kafka/record/record_json.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { openInput } from "./records/input.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { lineChunks, splitFirst } from "./records/lines.ts";
import { count, duration, say, warn } from "./cli/terminal/terminal.ts";
import { recordChunks } from "./records/record_chunks.ts";
import { Replay } from "./records/replay.ts";
import { sendRecords } from "./records/send_records.ts";

const options = { speed: { type: "string" }, json: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task import <topic> [file] [--speed N|max] [--json]

Writes the records of an export to a topic, from a file or from standard input: keys, values, headers,
times and partitions are what they were; offsets are new. A topic that there is not is made as the export's was.

  --speed N  replays at the tempo at which the records were written, 1, or so many times as fast, 10;
             by default (max) as fast as Kafka acknowledges
  --json     what was done, as JSON: { "topic", "created", "records", "seconds" }

Example: deno task export orders | deno task import orders-copy`,
  options,
  takesWords: true,

  async run({ speed = "max", json = false }, [topic, file, ...others]) {
    if (topic === undefined || others.length > 0) {
      throw new UsageError("Name one topic, and one file");
    }
    if (!isTopicName(topic)) throw new UsageError(`"${topic}" must be ${TOPIC_NAME_RULE}`);
    if (isInternalTopic(topic)) throw new Error(`Cannot touch ${topic}: Kafka keeps it for itself`);
    const times = parseSpeed(speed);
    const interrupted = interruption();
    const began = performance.now();
    const { first, rest } = await splitFirst(lineChunks(await openInput(file), interrupted));
    const shape = parseShape(first?.toString() ?? "");
    if (shape === undefined) throw new Error(noShape(topic, file));

    const lab = topology(labEnvironment().offset);
    const { created, partitions, retentionMs } = await withBrokers(lab, async (brokers) => {
      const made = await makeLike(brokers, topic, shape);
      return { ...made, retentionMs: await retentionOf(brokers, topic) };
    });
    if (created) say("Created", `${topic} as ${shape.topic} was`);
    if (times !== Infinity) say("Replaying", `at ${times} times its tempo; Ctrl-C ends`);
    let old = 0;
    const toRecord = (line: Buffer) => {
      const record = parseRecordJson(line.toString());
      if (record.timestamp !== undefined && record.timestamp < Date.now() - retentionMs) old++;
      return record;
    };
    const chunks = recordChunks(rest, toRecord, { firstLine: 2, passesEmpty: true });
    const replay = new Replay(times);
    const sending = { topic, partitions, replay, signal: interrupted };
    const records = await sendRecords(labKafka(lab), sending, chunks);
    const seconds = (performance.now() - began) / 1_000;
    if (json) console.log(JSON.stringify({ topic, created, records, seconds }));
    say("Imported", `${count(records, "record")} to ${topic} in ${duration(seconds * 1_000)}`);
    if (old > 0) {
      const kept = `retention.ms keeps them for ${duration(retentionMs)}`;
      warn(`${count(old, "record")} may be deleted again soon: ${kept}`);
    }
    return interrupted.aborted ? 130 : 0;
  },
};

function parseSpeed(text: string): number {
  if (text === "max") return Infinity;
  const speed = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && speed > 0) return speed;
  throw new UsageError(`--speed is how many times as fast, such as 1 or 10, or max; got "${text}"`);
}

function noShape(topic: string, file = "standard input"): string {
  return `Cannot import ${file}: its first line does not tell the topic's settings, as an export's ` +
    `does; \`deno task produce ${topic} --json\` takes records alone`;
}

if (import.meta.main) await main(command);
