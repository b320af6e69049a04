import { assertEquals } from "@std/assert";
import { Pacer } from "./pacer.ts";

Deno.test("Pacer has the first record due at once, and the next after its interval", () => {
  const pacer = new Pacer(0.5, 10_000);
  assertEquals(pacer.take(10_000, 100), 1);
  assertEquals(pacer.take(10_000, 100), 0);
  assertEquals(pacer.wait(10_500), 1_500);
  assertEquals(pacer.take(11_999, 100), 0);
  assertEquals(pacer.take(12_000, 100), 1);
});

Deno.test("Pacer makes up for late timers", () => {
  const pacer = new Pacer(1_000, 0);
  let taken = 0;
  for (const now of [0, 3, 4, 11, 250, 999]) taken += pacer.take(now, 1_000);
  assertEquals(taken, 1_000);
});

Deno.test("Pacer makes up for at most a second of an outage", () => {
  const pacer = new Pacer(10, 0);
  assertEquals(pacer.take(0, 100), 1);
  assertEquals(pacer.take(60_000, 100), 11);
  assertEquals(pacer.take(60_050, 100), 0);
  assertEquals(pacer.take(60_100, 100), 1);
});

Deno.test("Pacer stays within the limit", () => {
  const pacer = new Pacer(100, 0);
  assertEquals(pacer.take(500, 20), 20);
  assertEquals(pacer.take(500, 100), 31);
});

Deno.test("Pacer knows no limit at rate 0", () => {
  const pacer = new Pacer(0, 0);
  assertEquals([pacer.take(0, 1_000), pacer.take(0, 1_000), pacer.wait(0)], [1_000, 1_000, 0]);
});
