import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../http/problems/problem.ts";
import { Topics } from "./partition_counts.ts";

Deno.test("Topics.find() asks Kafka once for what it knows", async () => {
  let asked = 0;
  const topics = new Topics(() => Promise.resolve(new Map([["a", ++asked]])));
  assertEquals(topics.partitions("b"), undefined);
  assertEquals(await Promise.all([topics.find("a"), topics.find("a")]), [1, 1]);
  assertEquals([topics.partitions("a"), asked], [1, 1]);
});

Deno.test("Topics.find() finds a topic that was created since", async () => {
  const counts = new Map([["a", 1]]);
  const topics = new Topics(() => Promise.resolve(new Map(counts)));
  await topics.find("a");
  counts.set("b", 3);
  assertEquals(await topics.find("b"), 3);
});

Deno.test("Topics.find() shares one question among all that ask for unknown topics", async () => {
  let asked = 0;
  const topics = new Topics(() => Promise.resolve(new Map([["a", ++asked]])));
  await topics.find("a");
  const unknown = Array.from({ length: 100 }, (_, i) => topics.find(`unknown-${i}`));
  for (const answer of await Promise.allSettled(unknown)) {
    assertEquals(answer.status, "rejected");
  }
  assertEquals(asked, 2);
  const problem = await assertRejects(() => topics.find("x"), Problem, 'Cannot find topic "x"');
  assertEquals([problem.status, problem.code], [404, 40401]);
});

Deno.test("Topics.find() says when Kafka cannot be asked", async () => {
  const topics = new Topics(() => Promise.reject(new Error("connection refused")));
  const problem = await assertRejects(() => topics.find("a"), Problem, "connection refused");
  assertEquals(problem.status, 503);
});

Deno.test("Topics.find() asks again for a partition that is not known yet", async () => {
  const counts = new Map([["a", 1]]);
  const topics = new Topics(() => Promise.resolve(new Map(counts)));
  await topics.find("a");
  counts.set("a", 3);
  assertEquals([topics.partitions("a"), await topics.find("a", 3)], [1, 3]);
  assertEquals(await topics.find("a", 9), 3);
});

Deno.test("Topics.find() waits for news of what is old, and does without where none come", async () => {
  let answer: () => Promise<Map<string, number>> = () => Promise.resolve(new Map([["a", 1]]));
  const topics = new Topics(() => answer());
  await topics.find("a");
  const { now } = performance;
  try {
    performance.now = () => now.call(performance) + 3_000;
    answer = () => Promise.resolve(new Map([["a", 2]]));
    assertEquals([topics.partitions("a"), await topics.find("a")], [undefined, 2]);
    performance.now = () => now.call(performance) + 9_000;
    answer = () => Promise.reject(new Error("no broker"));
    assertEquals([topics.partitions("a"), await topics.find("a")], [undefined, 2]);
  } finally {
    performance.now = now;
  }
});

Deno.test("Topics.find() has all that find an old answer wait for one new one", async () => {
  let asked = 0;
  const answer = Promise.withResolvers<void>();
  const topics = new Topics(async () => {
    if (++asked > 1) await answer.promise;
    return new Map([["a", asked]]);
  });
  await topics.find("a");
  const { now } = performance;
  try {
    performance.now = () => now.call(performance) + 3_000;
    const first = topics.find("a");
    while (asked < 2) await Promise.resolve();
    const others = [topics.find("a"), topics.find("a")];
    answer.resolve();
    assertEquals(await Promise.all([first, ...others]), [2, 2, 2]);
    assertEquals([topics.partitions("a"), asked], [2, 2]);
  } finally {
    performance.now = now;
  }
});

Deno.test("Topics.find() asks by the names of what is written to, and of nothing else", async () => {
  const asked: string[] = [];
  const topics = new Topics((names) => {
    asked.push(names.join());
    return Promise.resolve(new Map([["a", 1]]));
  });
  await topics.find("a");
  await assertRejects(() => topics.find("a b"), Problem, 'Cannot find topic "a b"');
  await assertRejects(() => topics.find("gone"), Problem, "Cannot find topic");
  await assertRejects(() => topics.find("__consumer_offsets"), Problem, "Kafka's own topic");
  assertEquals(asked, ["a", "a,gone"]);
});
