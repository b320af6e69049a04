/**
 * `deno task export <topic> [file]`: a topic as lines of JSON, byte by byte.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka, withBrokers } from "../cluster/lab_kafka.ts";
import { topology } from "../cluster/topology.ts";
import { topicRanges } from "../kafka/admin/topics/topic_ranges.ts";
import { topicShape } from "../kafka/admin/topics/topic_shape.ts";
import { readTopic } from "../kafka/reader/read_topic.ts";
import { recordJson } from "../kafka/record/record_json.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { openOutput } from "./records/output.ts";
import { bytes, count, duration, say } from "./cli/terminal/terminal.ts";
import { lookUpTopic } from "./cli/topic_lookup.ts";

const options = { force: { type: "boolean" }, json: { type: "boolean" } } as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task export <topic> [file] [--force] [--json]

Writes a topic as lines of JSON to a file, or to standard output. The first line tells the topic's
partitions, replicas and settings; each other one a record: partition, offset, time, key, value and headers in their
order, without loss (bytes that are not UTF-8 are in base64). Records come by time, those of a partition in
their order, up to where the topic ends when it begins. The file is there only when it is whole.

  --force  write over a file that is there
  --json   what was done, as JSON: { "topic", "file", "records", "bytes", "seconds" }; needs a file

\`deno task import\` makes the topic again.`,
  options,
  takesWords: true,

  async run({ force = false, json = false }, [name, file, ...rest]) {
    if (name === undefined || rest.length > 0) throw new UsageError("Name one topic, and one file");
    if (json && file === undefined) {
      throw new UsageError("Without a file the records go to standard output; leave --json out");
    }
    const lab = topology(labEnvironment().offset);
    const topic = (await lookUpTopic(lab, name)).name;
    const interrupted = interruption();
    const began = performance.now();
    const [shape, ranges] = await withBrokers(
      lab,
      (brokers) =>
        Promise.all([topicShape(brokers, topic), topicRanges(brokers, topic, "earliest")]),
    );

    await using output = await openOutput(file, { force });
    await output.write(line(JSON.stringify(shape)));
    let records = 0;
    for await (const some of readTopic(labKafka(lab), topic, ranges, interrupted)) {
      const lines = some.map((record) => line(recordJson({ ...record, topic: undefined })));
      if (!await output.write(Buffer.concat(lines))) return 0;
      records += some.length;
    }
    interrupted.throwIfAborted();
    await output.finish();
    const seconds = (performance.now() - began) / 1_000;
    if (json) {
      console.log(JSON.stringify({ topic, file, records, bytes: output.bytes, seconds }));
    }
    say(
      "Exported",
      `${count(records, "record")} of ${topic}, ${bytes(output.bytes)}, in ${
        duration(seconds * 1_000)
      }`,
    );
    return 0;
  },
};

function line(json: string): Buffer {
  return Buffer.from(`${json}\n`);
}

if (import.meta.main) await main(command);
