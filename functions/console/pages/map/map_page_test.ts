import { assert, assertEquals, assertMatch } from "@std/assert";
import { setUp } from "../../testing/set_up.ts";

Deno.test("the map shows who reads a topic, and says it in words", async () => {
  const { request } = setUp();
  const { body, status } = await request("/map");
  assertEquals(status, 200);
  assertMatch(body, /aria-label="sampleOne: [^"]*2 partitions"/);
  assertMatch(body, /aria-label="broker 1: leads 2 partitions · controller"/);
  assertMatch(body, /The map in words/);
});

Deno.test("the map of a thousand topics and two hundred groups is small, and can be filtered", async () => {
  const { request, cluster } = setUp();
  const [topic] = cluster.state.topics;
  cluster.state.topics = Array.from({ length: 1_000 }, (_, n) => ({
    ...topic,
    ...{ name: `topic-${n}`, partitions: 60, leaders: Array(60).fill(1) },
  }));
  const names = Array.from({ length: 1_000 }, (_, n) => `topic-${n}`);
  const groups = Array.from({ length: 200 }, (_, n) => ({
    ...{ group: `group-${n}`, protocolType: "consumer", state: "Stable" as const, coordinator: 1 },
    ...{ members: 1, topics: names.slice(n % 3, n % 3 + 20), totalLag: 7, neverCommitted: 0 },
    lags: [{ topic: names[n % 3], partition: 0, lag: 7, committed: 3, logStart: 0, end: 10 }],
  }));
  cluster.groups = () => Promise.resolve({ groups, silentBrokers: [] });
  const { body } = await request("/map");
  assert(body.length < 300_000, `${body.length}`);
  assertMatch(body, /988 more topics|980 more topics/);
  assertMatch(body, /more groups/);
  const { body: filtered } = await request("/map?q=topic-777");
  assertMatch(filtered, /aria-label="topic-777: /);
  assert(!filtered.includes('aria-label="topic-1: '));
});

Deno.test("the map marks what cannot be seen in names, and says when there is no Kafka", async () => {
  const { request, cluster } = setUp();
  cluster.groupNames = ["a\u202eb<svg>"];
  const { groups } = cluster;
  cluster.groups = async () => {
    const list = await groups();
    return { ...list, groups: list.groups.map((group) => ({ ...group, members: 1 })) };
  };
  const { body } = await request("/map");
  assertMatch(body, /a⟨U\+202E⟩b&lt;svg&gt;/);
  const gone = setUp();
  gone.cluster.trouble = new Error("Cannot reach Kafka") as never;
  assertMatch((await gone.request("/map")).body, /Cannot reach Kafka/);
});
