/**
 * How long a record takes through all of it at 1,000 records/s: the producer's run, a function of one's own,
 * its output topic, the consumer and a server-sent event; against one hop by Kafka's own measure.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import type { Lab } from "../../tests/lab.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { eventLines } from "../subjects/event_lines.ts";
import { endToEndLatency } from "../subjects/kafka_tools.ts";
import { runFunction, tell } from "../subjects/run_function.ts";
import { withTopic } from "../subjects/topic.ts";

/** Records/s that are written. */
const RATE = 1_000;
/** Records at the beginning that do not count, as all is cold. */
const WARM_UP = 2_000;
/** Records that Kafka's tool sends, one after the other. */
const TOOL_RECORDS = 2_000;

export default {
  summary: "latency through producer, function, output and event, against EndToEndLatency",
  run,
} satisfies Part;

async function run({ lab: shared, rounds, seconds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  const found = { p50: [] as number[], p99: [] as number[] };
  const hop = { p50: [] as number[], p99: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    note(`round ${round + 1}`);
    const times = await withTopic(
      lab,
      1,
      (input) => withTopic(lab, 1, (output) => timesOf(lab, input, output, seconds * RATE)),
    );
    times.sort((a, b) => a - b);
    found.p50.push(times[Math.floor(times.length * 0.5)]);
    found.p99.push(times[Math.floor(times.length * 0.99)]);
    const { p50, p99 } = await withTopic(
      lab,
      1,
      (topic) => endToEndLatency(lab, topic, TOOL_RECORDS),
    );
    hop.p50.push(p50);
    hop.p99.push(p99);
  }
  return (["p50", "p99"] as const).map((percentile) => ({
    what: `latency at 1,000 records/s, ${percentile}`,
    unit: "ms",
    better: "less",
    target: { ratio: 2.4 },
    subjects: [
      { name: "producer, function, event: two hops", samples: found[percentile] },
      { name: "EndToEndLatency, one hop", samples: hop[percentile] },
    ],
  }));
}

/** How long each of so many records took, ms. */
async function timesOf(lab: Lab, input: string, output: string, count: number): Promise<number[]> {
  const relay = join(PROJECT_ROOT, "bench", "subjects", "relay", "function.ts");
  await using _relay = await runFunction(lab, relay, { BENCH_IN: input, BENCH_OUT: output });
  await using consumer = await runFunction(lab, "consumer");
  await using producer = await runFunction(lab, "producer");
  const parameters = { topics: [output], group: `bench-${crypto.randomUUID()}` };
  await tell(consumer, "/start_consumer?wait=assigned", { ...parameters, from: "earliest" });
  await tell(producer, "/start_producer", { topic: input, rate: RATE, size: 100 });

  const times: number[] = [];
  let seen = 0;
  const { body } = await fetch(consumer.url("/messages"), {
    headers: { accept: "text/event-stream" },
  });
  for await (const line of eventLines(body!)) {
    if (!line.startsWith("data:")) continue;
    const at = JSON.parse(line.slice("data:".length)).value?.at;
    if (at === undefined || ++seen <= WARM_UP) continue;
    times.push(Date.now() - at);
    if (times.length === count) break;
  }
  await tell(producer, "/stop_producer");
  return times;
}
