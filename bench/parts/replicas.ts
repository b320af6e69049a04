/**
 * How many records a second the replicas of a function handle together, by their number and the topic's
 * partitions: until this machine is full, brokers and all.
 *
 * @module
 */
import type { Growth } from "../run/growth.ts";
import type { Bench, Part } from "../run/part.ts";
import { fillTopic } from "../subjects/fill_topic.ts";
import { ORDER, replicasRate } from "../subjects/replicas.ts";
import { withTopic } from "../subjects/topic.ts";

const RECORDS = 400_000;

/** How many replicas are run, by the topic's partitions. More than these would be idle, which one case shows. */
const CASES = [
  { partitions: 1, replicas: [1, 2] },
  { partitions: 4, replicas: [1, 2, 4] },
  { partitions: 12, replicas: [1, 2, 4, 8] },
];

export default {
  summary: "records/s of 1 to 8 replicas of a function, on 1, 4 and 12 partitions",
  run,
} satisfies Part;

async function run({ lab: shared, rounds, note }: Bench): Promise<Growth[]> {
  const lab = await shared();
  const curves: Growth["curves"][number][] = [];
  for (const { partitions, replicas } of CASES) {
    const samples = new Map(replicas.map((count) => [count, [] as number[]]));
    await withTopic(lab, partitions, async (topic) => {
      note(`filling ${partitions} partitions`);
      await fillTopic(lab, topic, RECORDS, ORDER, partitions);
      for (let round = 0; round < rounds; round++) {
        for (const count of replicas) {
          note(`${count} replicas on ${partitions} partitions`);
          samples.get(count)!.push(await replicasRate(lab, count, { topic, records: RECORDS }));
        }
      }
    });
    curves.push({
      name: `${partitions} ${partitions === 1 ? "partition" : "partitions"}`,
      points: [...samples].map(([at, samples]) => ({ at, samples })),
    });
  }
  return [{ what: "a function's replicas", unit: "records/s", over: "replicas", curves }];
}
