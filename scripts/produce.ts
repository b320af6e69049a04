/**
 * `deno task produce <topic>`: lines of the terminal or a pipe to a topic.
 *
 * @module
 */
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka } from "../cluster/lab_kafka.ts";
import { Brokers } from "../kafka/client/brokers.ts";
import { KafkaError } from "../kafka/errors.ts";
import { Sender } from "../kafka/producer/sender.ts";
import { TopicProducer } from "../kafka/producer/topic_producer.ts";
import { lookUpTopic } from "./cli/topic_lookup.ts";
import { topology } from "../cluster/topology.ts";
import { type Command, main, UsageError } from "./cli/command.ts";
import { interruption } from "./cli/interruption.ts";
import { lineChunks } from "./cli/lines.ts";
import { parseLine } from "../kafka/record/record_line.ts";
import { count, duration, say } from "./cli/terminal.ts";

const options = { key: { type: "string" }, "key-separator": { type: "string" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task produce <topic> [--key K | --key-separator S]

Produces a record of each line of standard input, with acks=all, until its end or Ctrl-C. A line ends
with a line feed; all its other bytes are the record's, as they are.

  --key K            the key of every record
  --key-separator S  each line is a key, S and a value

Example: echo 'testOne:hello' | deno task produce sampleOne --key-separator :`,
  options,
  takesWords: true,

  async run({ key, "key-separator": separator }, [name, ...rest]) {
    if (name === undefined) throw new UsageError("Name the topic");
    if (rest.length > 0) throw new UsageError("Name one topic; records come from standard input");
    if (key !== undefined && separator !== undefined) {
      throw new UsageError("Use --key or --key-separator, not both");
    }
    if (separator === "") throw new UsageError("--key-separator is at least one character");

    const lab = topology(labEnvironment().offset);
    const { partitions } = await lookUpTopic(lab, name);
    const sender = new Sender(new Brokers(labKafka(lab)));
    const producer = new TopicProducer(sender, name, partitions.length);
    const interrupted = interruption();
    if (Deno.stdin.isTerminal()) say("Producing", `to ${name}, a record a line; Ctrl-D ends`);
    const began = performance.now();
    let acknowledged = 0;
    try {
      for await (const lines of lineChunks(Deno.stdin.readable, interrupted)) {
        await producer.send(lines.map((line) => parseLine(line, { key, separator })));
        acknowledged += lines.length;
      }
    } catch (error) {
      throw new Error(`${explain(error as Error)} (${count(acknowledged, "record")} acknowledged)`);
    } finally {
      await sender.close();
    }
    say("Produced", `${count(acknowledged, "record")} in ${duration(performance.now() - began)}`);
    return interrupted.aborted ? 130 : 0;
  },
};

/** A compacted topic takes no record without a key, and Kafka calls that an invalid record. */
function explain(error: Error): string {
  if (error.message.startsWith("Cannot")) return error.message;
  const isInvalid = error instanceof KafkaError && error.code === "INVALID_RECORD";
  const hint = isInvalid ? ". A compacted topic needs keys: use --key" : "";
  return `Cannot produce: ${error.message}${hint}`;
}

if (import.meta.main) await main(command);
