import { assertEquals } from "@std/assert";
import { EventLoopLag } from "./event_loop_lag.ts";

Deno.test("EventLoopLag.longest is of the last minute", () => {
  const lag = new EventLoopLag();
  lag.note(3, 1_000);
  lag.note(250, 2_000);
  lag.note(1, 59_000);
  assertEquals(lag.longest, 250);
  lag.note(2, 80_000);
  assertEquals(lag.longest, 2);
  lag.note(0, 1_000_000);
  assertEquals(lag.longest, 0);
});
