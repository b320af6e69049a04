/**
 * How many records a second functions handle that do nothing with them, and the consumer with its
 * ledger, against bare kafkajs `eachBatch` and Kafka's own tool on the same topic.
 *
 * @module
 */
import type { Bench, Comparison, Part } from "../run/part.ts";
import { consumeAll } from "../subjects/consumers.ts";
import { fillTopic } from "../subjects/fill_topic.ts";
import { consumerPerfTest } from "../subjects/kafka_tools.ts";
import { withTopic } from "../subjects/topic.ts";

const RECORDS = 1_000_000;
const KAFKAJS = "kafkajs eachBatch";
const TOOL = "consumer-perf-test";

export default {
  summary: "records that functions handle, against kafkajs and consumer-perf-test",
  run,
} satisfies Part;

async function run({ lab: shared, rounds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  const names = ["batches", "single", "consumer", "kafkajs"] as const;
  const rates = Object.fromEntries([...names, "tool"].map((name) => [name, [] as number[]]));
  await withTopic(lab, 1, async (topic) => {
    note("filling a topic");
    await fillTopic(lab, topic, RECORDS);
    note("consuming");
    // The first of each is cold: so are the broker's pages.
    for (let round = -1; round < rounds; round++) {
      for (const name of names) {
        const rate = await consumeAll(name, lab, topic, RECORDS);
        if (round >= 0) rates[name].push(rate);
      }
      const rate = await consumerPerfTest(lab, topic, RECORDS);
      if (round >= 0) rates.tool.push(rate);
    }
  });
  const peers = [{ name: KAFKAJS, samples: rates.kafkajs }, { name: TOOL, samples: rates.tool }];
  const both = { unit: "records/s", better: "more" } as const;
  return [
    {
      ...{ ...both, what: "a function of batches", target: { ratio: 0.9 } },
      subjects: [{ name: "a function of batches", samples: rates.batches }, ...peers],
    },
    {
      ...{ ...both, what: "a function of single records" },
      subjects: [{ name: "a function of single records", samples: rates.single }, ...peers],
    },
    {
      ...{ ...both, what: "the consumer, ledger on", target: { ratio: 0.9 } },
      subjects: [{ name: "the consumer", samples: rates.consumer }, ...peers],
    },
  ];
}
