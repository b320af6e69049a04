import { assertEquals, assertRejects } from "@std/assert";
import { within } from "./deadline.ts";

Deno.test("within() passes on what comes in time, a failure too", async () => {
  assertEquals(await within(1000, Promise.resolve(5)), 5);
  await assertRejects(() => within(1000, Promise.reject(new Error("no"))), Error, "no");
});

Deno.test("within() gives up on what takes too long", async () => {
  await assertRejects(() => within(10, new Promise(() => {})), Error, "no success within 0.01 s");
});
