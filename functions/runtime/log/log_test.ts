import { assertEquals, assertMatch } from "@std/assert";
import { type Level, Log } from "./log.ts";

function setUp(options: { level?: Level; pretty?: boolean } = {}) {
  const lines: [Level, string][] = [];
  const log = new Log({
    name: "billing",
    level: "info",
    pretty: false,
    ...options,
    write: (level, line) => lines.push([level, line]),
  });
  return { log, lines };
}

Deno.test("a line is JSON with its level, time, function, message and fields", () => {
  const { log, lines } = setUp();
  log.with(() => ({ record: "t/0/1" })).warn("late", { by: 3 });
  const [[level, line]] = lines;
  const { time, ...rest } = JSON.parse(line);
  assertEquals(level, "warn");
  assertMatch(time, /^20\d\d-/);
  assertEquals(rest, {
    level: "warn",
    function: "billing",
    message: "late",
    record: "t/0/1",
    by: 3,
  });
});

Deno.test("a level below the least one is not written, and its fields are not asked for", () => {
  const { log, lines } = setUp({ level: "warn" });
  log.with(() => {
    throw new Error("asked");
  }).info("no");
  log.error("yes");
  assertEquals(lines.map(([level]) => level), ["error"]);
});

Deno.test("people read the time, the message and fields", () => {
  const { log, lines } = setUp({ pretty: true });
  log.info("took", { key: "a", text: "two words", list: [1] });
  assertMatch(
    lines[0][1],
    /^\d\d:\d\d:\d\d\.\d{3} INFO {2}took key=a text="two words" list=\[1\]$/,
  );
});

Deno.test("a line can hold anything", () => {
  const { log, lines } = setUp();
  const circle: Record<string, unknown> = { big: 1n };
  circle.self = circle;
  const shared = { n: 1 };
  log.info("odd", { circle, twice: [shared, shared], error: new TypeError("no"), none: undefined });
  const { circle: seen, twice, error } = JSON.parse(lines[0][1]);
  assertEquals(seen, { big: "1", self: "[circular]" });
  assertEquals(twice, [shared, shared]);
  assertMatch(error, /^TypeError: no\n/);
});

Deno.test("a log can be taken apart", () => {
  const { log, lines } = setUp();
  const { info } = log;
  info("still here");
  assertEquals(lines.length, 1);
});
