import { assertEquals } from "@std/assert";
import { CommitSchedule } from "./commit_schedule.ts";

Deno.test("CommitSchedule.flush() commits at once, and in place of what touch() announced", async () => {
  let count = 0;
  const commits = new CommitSchedule(() => Promise.resolve(void count++));
  commits.touch();
  commits.touch();
  await commits.flush();
  assertEquals(count, 1);
});

Deno.test("CommitSchedule.touch() commits once, soon after", async () => {
  const committed = Promise.withResolvers<void>();
  let count = 0;
  const commits = new CommitSchedule(() => {
    count++;
    committed.resolve();
    return Promise.resolve();
  });
  commits.touch();
  commits.touch();
  await committed.promise;
  assertEquals(count, 1);
});

Deno.test("CommitSchedule.flush() does not fail, and what failed is committed later", async () => {
  const committed = Promise.withResolvers<void>();
  let count = 0;
  const commits = new CommitSchedule(() => {
    if (count++ === 0) return Promise.reject(new Error("rebalancing"));
    committed.resolve();
    return Promise.resolve();
  });
  await commits.flush();
  await committed.promise;
  assertEquals(count, 2);
});
