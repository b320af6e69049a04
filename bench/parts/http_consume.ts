/**
 * How many records a second one client consumes from `rest` by HTTP, 100 bytes each, as JSON, binary and
 * text.
 *
 * @module
 */
import { RestClient } from "../../tests/clients/rest_client.ts";
import type { FunctionProcess } from "../../tests/processes/function_process.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { fillTopic } from "../subjects/fill_topic.ts";
import { runFunction } from "../subjects/run_function.ts";
import { withTopic } from "../subjects/topic.ts";

const RECORDS = 1_000_000;
const FORMATS = ["json", "binary", "text"];

/** 100 bytes of JSON. */
const VALUE = JSON.stringify({ id: 1234567, name: "x".repeat(66), ok: true });

export default {
  summary: "records that one client consumes from rest, in each format",
  run,
} satisfies Part;

async function run({ lab: shared, rounds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  const rates = new Map<string, number[]>(FORMATS.map((format) => [format, []]));
  await withTopic(lab, 1, async (topic) => {
    note("filling a topic");
    await fillTopic(lab, topic, RECORDS, VALUE);
    await using rest = await runFunction(lab, "rest");
    note("consuming");
    // The first of each is cold.
    for (let round = -1; round < rounds; round++) {
      for (const format of FORMATS) {
        const rate = await consume(rest, topic, format);
        if (round >= 0) rates.get(format)!.push(rate);
      }
    }
  });
  return FORMATS.map((format): Comparison => ({
    what: `HTTP consume, one client, ${format}`,
    unit: "records/s",
    better: "more",
    ...format === "json" && { target: { value: 300_000 } },
    subjects: [{ name: "rest", samples: rates.get(format)! }],
  }));
}

/** Records/s of one client, from its first request to its last record. */
async function consume(rest: FunctionProcess, topic: string, format: string): Promise<number> {
  const client = new RestClient(rest.url(""));
  await using instance = await client.instance(`bench-${crypto.randomUUID()}`, { format });
  await instance.tell("/assignments", { partitions: [{ topic, partition: 0 }] });
  const began = performance.now();
  for (let next = 0; next < RECORDS;) {
    const response = await fetch(rest.url(`${instance.path}/records?timeout=10000`));
    // Parsing is the client's own affair: the last offset tells how many there were.
    const [, last = `${next - 1}`] =
      /"offset":(\d+)\}\]$/.exec((await response.text()).slice(-60)) ?? [];
    next = Number(last) + 1;
  }
  return RECORDS / ((performance.now() - began) / 1_000);
}
