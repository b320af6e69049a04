import { assertEquals, assertMatch } from "@std/assert";
import { logText } from "./log_text.ts";

const ENTRY = {
  node: "zoo1",
  time: Date.parse("2026-11-30T02:22:38.123Z"),
  lines: ["ERROR failed", "\tat x\x1b[2J"],
};

Deno.test("logText() gives each line its time and its node, and shows what a terminal would obey", () => {
  assertEquals(
    logText(["zoo1"], 6, { live: false })(ENTRY),
    "2026-11-30T02:22:38.123Z zoo1    ERROR failed\n" +
      "2026-11-30T02:22:38.123Z zoo1        at x\\x1b[2J\n",
  );
  assertMatch(
    logText(["zoo1"], 4, { live: true })(ENTRY),
    /^\d\d:22:38\.123 zoo1 {2}ERROR failed\n/,
  );
});
