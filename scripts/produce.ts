/**
 * `deno task produce <topic>`: lines of the terminal, a pipe or a file to a topic.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka } from "../cluster/lab_kafka.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { openInput } from "./records/input.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { lineChunks } from "./records/lines.ts";
import { count, duration, say } from "./cli/terminal/terminal.ts";
import { lookUpTopic } from "./cli/topic_lookup.ts";
import { lineRecords } from "./records/line_records.ts";
import { recordChunks } from "./records/record_chunks.ts";
import { sendRecords } from "./records/send_records.ts";

const options = {
  key: { type: "string" },
  "key-separator": { type: "string" },
  header: { type: "string", multiple: true },
  partition: { type: "string" },
  tombstone: { type: "boolean" },
  json: { type: "boolean" },
  from: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task produce <topic> [--key K | --key-separator S] [--header k=v …] [--json] …

Produces a record of each line of standard input, with acks=all, until its end or Ctrl-C. A line ends
with a line feed; all its other bytes are the record's, as they are.

  --key K            the key of every record
  --key-separator S  each line is a key, S and a value
  --header k=v       a header of every record, as often as needed; k alone is one whose value is null
  --partition N      to this partition; by default to that of its key, as every Kafka client does
  --tombstone        each line is the key of a tombstone, which lets compaction remove the key; with --key K
                     it writes that one, and reads nothing
  --json             each line is a record, as consume --json prints it, or by hand: {"key":"a",
                     "value":{"any":"JSON"},"headers":{"k":"v"},"partition":0,"time":"2026-…"}
  --from FILE        such lines from a file

Example: echo 'testOne:hello' | deno task produce sampleOne --key-separator :`,
  options,
  takesWords: true,

  async run(flags, [name, ...rest]) {
    if (name === undefined) throw new UsageError("Name the topic");
    if (rest.length > 0) throw new UsageError("Name one topic; records come from standard input");
    const toRecord = lineRecords(flags);
    const isJson = flags.json || flags.from !== undefined;
    const lab = topology(labEnvironment().offset);
    const { partitions } = await lookUpTopic(lab, name);

    const interrupted = interruption();
    const input = flags.tombstone && flags.key !== undefined
      ? ReadableStream.from([Buffer.from(`${flags.key}\n`)])
      : await openInput(flags.from);
    if (flags.from === undefined && !flags.tombstone && Deno.stdin.isTerminal()) {
      say("Producing", `to ${name}, a record a line; Ctrl-D ends`);
    }
    const began = performance.now();
    const chunks = recordChunks(lineChunks(input, interrupted), toRecord, { passesEmpty: isJson });
    const sending = { topic: name, partitions: partitions.length, signal: interrupted };
    const acknowledged = await sendRecords(labKafka(lab), sending, chunks);
    say("Produced", `${count(acknowledged, "record")} in ${duration(performance.now() - began)}`);
    return interrupted.aborted ? 130 : 0;
  },
};

if (import.meta.main) await main(command);
