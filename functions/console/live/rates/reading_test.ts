import { assertEquals } from "@std/assert";
import { Poll } from "./reading.ts";

Deno.test("Poll reads once at a time, and not before it is due", async () => {
  let reads = 0;
  const poll = new Poll(() => Promise.resolve(++reads), 1000);
  assertEquals(poll.latest, undefined);
  await Promise.all([poll.refresh(0), poll.refresh(2000)]);
  assertEquals(poll.latest, { value: 1 });
  await poll.refresh(999);
  assertEquals(poll.value, 1);
  await poll.refresh(1000);
  assertEquals(poll.value, 2);
});

Deno.test("Poll keeps why it could not read, and recovers", async () => {
  let broken = true;
  const poll = new Poll(() => broken ? Promise.reject(new Error("no")) : Promise.resolve("yes"));
  await poll.refresh();
  assertEquals([poll.latest, poll.value], [{ trouble: "no" }, undefined]);
  broken = false;
  await poll.refresh();
  assertEquals(poll.latest, { value: "yes" });
});
