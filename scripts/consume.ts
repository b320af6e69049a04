/**
 * `deno task consume <topic>`: records of a topic to the terminal or a pipe.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { labEnvironment } from "../cluster/environment.ts";
import { labKafka, withBrokers } from "../cluster/lab_kafka.ts";
import { type Topology, topology } from "../cluster/topology.ts";
import { followGroup } from "../kafka/consumer/follow_group.ts";
import { follow } from "../kafka/reader/follow.ts";
import { type OffsetRange, readTopic } from "../kafka/reader/read_topic.ts";
import { topicRanges } from "../kafka/admin/topics/topic_ranges.ts";
import type { KafkaRecord } from "../kafka/record/record.ts";
import { type Command, main, UsageError } from "./cli/invocation/command.ts";
import { interruption } from "./cli/terminal/interruption.ts";
import { writeOut } from "./records/output.ts";
import { count, duration, fail, say } from "./cli/terminal/terminal.ts";
import { lookUpTopic } from "./cli/topic_lookup.ts";
import { type ConsumeQuery, consumeQuery } from "./records/consume_query.ts";
import { recordFormat } from "./records/record_format.ts";
import { Silence } from "./records/silence.ts";

const options = {
  from: { type: "string" },
  offset: { type: "string" },
  partition: { type: "string" },
  filter: { type: "string", multiple: true },
  count: { type: "string" },
  timeout: { type: "string" },
  "until-end": { type: "boolean", short: "e" },
  follow: { type: "boolean", short: "f" },
  json: { type: "boolean" },
  pretty: { type: "boolean" },
  "key-separator": { type: "string" },
  group: { type: "string" },
} as const;

const command: Command<typeof options> = {
  usage: `Usage: deno task consume <topic> [--from START] [--until-end] [--count N] [--json] …

Prints the value of each record, one a line, until Ctrl-C: its bytes as they are in a pipe or file, and
what a terminal would obey escaped on one.

  --from START       earliest, latest, a time (ISO 8601, or ms since 1970), or how long ago: 10m, 2h;
                     latest by default
  --offset N         from this offset on, in each partition that is read
  --partition N      of one partition only, or of several: 0,2
  -e, --until-end    end where the topic ends now, by time; from earliest by default
  -f, --follow       go on with what comes, until Ctrl-C: the default
  --count N          end after N records
  --timeout T        end when no record has come for so long: 30s; exits 1 if --count is not reached
  --filter WHAT      only those that are so: key=K, value~PART, header.NAME=V, value.FIELD=V, where value.FIELD
                     is a field of JSON; = is equal, != is not, ~ contains, and without any of them it is
                     enough to be there. As often as needed: all must be met
  --json             each record whole, as a line of JSON
  --pretty           each record whole, for people, JSON laid out
  --key-separator S  each line is the key, S and the value
  --group G          go on where the group G is, unless there is --from or --offset, and commit`,
  options,
  takesWords: true,

  async run(flags, names) {
    if (names.length !== 1) throw new UsageError("Name one topic");
    const query = consumeQuery(flags);
    const format = recordFormat(flags);
    const lab = topology(labEnvironment().offset);
    const topic = (await lookUpTopic(lab, names[0])).name;
    const ranges = await withBrokers(
      lab,
      (brokers) => topicRanges(brokers, topic, query.from ?? "earliest", query.partitions),
    );

    const interrupted = interruption();
    const enough = new AbortController();
    using silence = new Silence({
      waiting: () =>
        Deno.stderr.isTerminal() && say("Waiting", `for more records of ${topic}; Ctrl-C ends`),
      timeoutMs: query.timeoutMs,
    });
    const signal = AbortSignal.any([interrupted, enough.signal, silence.signal]);
    let consumed = 0;
    let unread = false;
    const take = async (records: readonly KafkaRecord[]): Promise<number> => {
      silence.broken();
      const { wanted, taken } = firstMatches(records, query, query.limit - consumed);
      unread = !await writeOut(Buffer.concat(wanted.map(format)));
      consumed += unread ? 0 : wanted.length;
      if (unread || consumed === query.limit) enough.abort();
      return unread ? 0 : taken;
    };
    await consume(lab, { topic, ranges, query }, take, signal);
    if (!unread) say("Consumed", count(consumed, "record"));
    if (interrupted.aborted) return flags.count === undefined ? 0 : 130;
    if (!silence.signal.aborted || query.limit === Infinity || consumed === query.limit) return 0;
    fail(
      `No record has come for ${duration(query.timeoutMs!)}: ${consumed} of ${query.limit} came`,
    );
    return 1;
  },
};

interface Consumption {
  topic: string;
  ranges: ReadonlyMap<number, OffsetRange>;
  query: ConsumeQuery;
}

/** Hands the records to `take`, until the signal is aborted, or all is read that was wanted. */
async function consume(
  lab: Topology,
  { topic, ranges, query: { group, from, untilEnd } }: Consumption,
  take: (records: readonly KafkaRecord[]) => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  const settings = labKafka(lab);
  const start = offsets(ranges, "from");
  if (group !== undefined) {
    const until = untilEnd ? offsets(ranges, "to") : undefined;
    const following = { topic, group, start: from === undefined ? new Map() : start, until };
    return await followGroup(settings, following, take, signal);
  }
  const records = untilEnd
    ? readTopic(settings, topic, ranges, signal)
    : follow(settings, topic, start, signal);
  for await (const some of records) if (!signal.aborted) await take(some);
}

function offsets(
  ranges: ReadonlyMap<number, OffsetRange>,
  end: "from" | "to",
): Map<number, number> {
  return new Map([...ranges].map(([partition, range]) => [partition, range[end]]));
}

/** The first records that match, and how many records were looked at for that. */
function firstMatches(records: readonly KafkaRecord[], { matches }: ConsumeQuery, limit: number) {
  const wanted: KafkaRecord[] = [];
  let taken = 0;
  while (taken < records.length && wanted.length < limit) {
    const record = records[taken++];
    if (matches(record)) wanted.push(record);
  }
  return { wanted, taken };
}

if (import.meta.main) await main(command);
