import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import type { TopicSpec } from "./topic_spec.ts";
import { mergeTopics, wantedTopics } from "./wanted_topics.ts";

const ORDERS: TopicSpec = { name: "orders", partitions: 3, replicationFactor: 3, config: {} };
const INVOICES = { ...ORDERS, name: "invoices" };

function merge(...topics: TopicSpec[]): TopicSpec[] {
  return mergeTopics(topics.map((topic, i) => ({ path: `${i}/topics.json`, topics: [topic] })));
}

Deno.test("mergeTopics() has each topic once, where all say the same of it", () => {
  assertEquals(merge(ORDERS, INVOICES, { ...ORDERS }), [ORDERS, INVOICES]);
});

Deno.test("mergeTopics() refuses files that contradict each other, and says in what", () => {
  const cases: [Partial<TopicSpec>, string][] = [
    [{ partitions: 6 }, "partitions is 3 and 6 (0/topics.json and 1/topics.json)"],
    [{ replicationFactor: 1 }, "replicationFactor is 3 and 1"],
    [{ config: { "retention.ms": "1" } }, "retention.ms is not set and 1"],
  ];
  for (const [change, message] of cases) {
    assertThrows(() => merge(ORDERS, { ...ORDERS, ...change }), Error, message);
  }
});

Deno.test("wantedTopics() has the samples, each compacted and on three brokers", async () => {
  const topics = (await wantedTopics({})).slice(0, 4);
  assertEquals(
    topics.map(({ name }) => name),
    ["sampleOne", "sampleTwo", "sampleThree", "sampleFour"],
  );
  for (const { partitions, replicationFactor, config } of topics) {
    assertEquals([partitions, replicationFactor], [1, 3]);
    assertEquals(config, { "min.insync.replicas": "2", "cleanup.policy": "compact" });
  }
});

Deno.test("wantedTopics() takes those beside a function, and names a file that is wrong", async () => {
  const functionsDir = await Deno.makeTempDir();
  try {
    const folder = join(functionsDir, "test-wanted-topics");
    await Deno.mkdir(folder);
    await Deno.writeTextFile(join(folder, "function.ts"), "");
    const write = (text: string) => Deno.writeTextFile(join(folder, "topics.json"), text);
    const topic = { ...ORDERS, name: "test-wanted-topics" };
    await write(JSON.stringify({ topics: [topic] }));
    const found = (await wantedTopics({ functionsDir })).filter(({ name }) => name === topic.name);
    assertEquals(found, [topic]);
    await write("{");
    await assertRejects(
      () => wantedTopics({ functionsDir }),
      Error,
      `Cannot use ${join(folder, "topics.json")}: `,
    );
  } finally {
    await Deno.remove(functionsDir, { recursive: true });
  }
});
