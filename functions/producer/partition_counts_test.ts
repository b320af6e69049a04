import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../runtime/http/problem.ts";
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
