import { assertEquals, assertMatch } from "@std/assert";
import { FailureLog } from "./failure_log.ts";

Deno.test("FailureLog.failed() writes the stack", () => {
  const lines: string[] = [];
  new FailureLog((line) => lines.push(line)).failed("Cannot handle t/0/1", new Error("no"));
  assertMatch(lines[0], /^Cannot handle t\/0\/1: Error: no\n.*failure_log_test\.ts/);
});

Deno.test("FailureLog.say() writes so many lines at once, one a second after, and tells of the rest", () => {
  let now = 0;
  const { now: realNow } = performance;
  performance.now = () => now;
  try {
    const lines: string[] = [];
    const log = new FailureLog((line) => lines.push(line));
    for (let n = 0; n < 30; n++) log.say(`${n}`);
    assertEquals([lines.length, lines.at(-1)], [20, "19"]);
    now = 1_000;
    log.say("a");
    log.say("b");
    assertEquals(lines.slice(20), ["10 more failures were left out here", "a"]);
  } finally {
    performance.now = realNow;
  }
});
