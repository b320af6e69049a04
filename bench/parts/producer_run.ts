/**
 * How many records a second a run of the producer writes that is as fast as acknowledged, against Kafka's
 * own tool with its defaults.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Lab } from "../../tests/lab.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { perfTest } from "../subjects/kafka_tools.ts";
import { withTopic } from "../subjects/topic.ts";

/** How many records Kafka's tool writes. */
const TOOL_RECORDS = 1_000_000;

export default {
  summary: "`start_producer?rate=0`, against producer-perf-test with its defaults",
  run,
} satisfies Part;

async function run({ lab: shared, rounds, seconds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  const found: Comparison[] = [];
  for (const partitions of [1, 12]) {
    const rates = { own: [] as number[], tool: [] as number[] };
    await withTopic(lab, partitions, async (topic) => {
      note(`${partitions} partitions`);
      // The first of each is cold.
      for (let round = -1; round < rounds; round++) {
        const own = await runRate(lab, topic, seconds);
        const tool = await perfTest(lab, topic, TOOL_RECORDS);
        if (round < 0) continue;
        rates.own.push(own);
        rates.tool.push(tool);
      }
    });
    found.push({
      what: `start_producer?rate=0, ${partitions} part.`,
      unit: "records/s",
      better: "more",
      target: { ratio: 1 },
      subjects: [
        { name: "the producer's run", samples: rates.own },
        { name: "producer-perf-test", samples: rates.tool },
      ],
    });
  }
  return found;
}

/** Records/s that a run of so many seconds has seen acknowledged. */
async function runRate(lab: Lab, topic: string, seconds: number): Promise<number> {
  const query = new URLSearchParams({ topic, rate: "0", size: "100" });
  await answered(lab, `/start_producer?${query}`, "POST");
  await delay(seconds * 1_000);
  const { run } = await answered(lab, "/status", "GET");
  await answered(lab, "/stop_producer", "POST");
  return run.perSecond;
}

async function answered(lab: Lab, path: string, method: "GET" | "POST") {
  const response = await fetch(lab.url("producer", path), { method });
  const body = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${body.message}`);
  return body;
}
