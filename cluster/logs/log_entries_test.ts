import { assertEquals } from "@std/assert";
import { LogEntries } from "./log_entries.ts";
import type { LogLine } from "./log_line.ts";

const at = (seconds: number) => Date.parse(`2026-11-30T02:22:0${seconds}.000Z`);

/** `kafka1 3 text` is a line of kafka1 at second 3, `kafka1 - text` one without a time. */
function lines(...texts: string[]): LogLine[] {
  return texts.map((text) => {
    const [, node, second, rest] = /^(\S+) (\S) (.*)$/.exec(text)!;
    const time = second === "-" ? "" : `[2026-11-30 02:22:0${second},000] `;
    return { node, text: time + rest };
  });
}

function gathered(entries: LogEntries, given: readonly LogLine[]): string[] {
  return entries.gather(given, () => at(9))
    .map(({ node, time, lines }) => `${node} ${(time - at(0)) / 1000} ${lines.join("|")}`);
}

Deno.test("LogEntries merges by time, and keeps a stack trace with its line", () => {
  const given = lines(
    ...["a 1 one", "a 4 failed", "a - \tat x", "a - \tat y", "a 5 five"],
    ...["b 2 two", "b 4 four", "b 3 its clock was set back"],
  );
  assertEquals(gathered(new LogEntries(), given), [
    "a 1 one",
    "b 2 two",
    "a 4 failed|\tat x|\tat y",
    "b 4 four",
    "b 3 its clock was set back",
    "a 5 five",
  ]);
});

Deno.test("LogEntries goes on with the time of the last line, or takes when a line came", () => {
  const entries = new LogEntries();
  assertEquals(gathered(entries, lines("a 1 failed", "b - says no time")), [
    "a 1 failed",
    "b 9 says no time",
  ]);
  assertEquals(gathered(entries, lines("a - \tat x", "b - nor now")), [
    "a 1 \tat x",
    "b 9 nor now",
  ]);
});

Deno.test("LogEntries puts what has no time at the beginning before what comes next", () => {
  const given = lines("a - JVM warning", "a - and another", "a 3 three", "b 2 two");
  assertEquals(gathered(new LogEntries(), given), [
    "b 2 two",
    "a 3 JVM warning|and another",
    "a 3 three",
  ]);
});

Deno.test("LogEntries takes the time at which a line was kept, where it says none", () => {
  const kept = [
    { node: "a", text: "listens", time: at(1) },
    { node: "a", text: "much later", time: at(3) },
    { node: "a", text: "  and more of it", time: at(3) + 5 },
    { node: "a", text: "[2026-11-30 02:22:04,000] INFO x", time: at(5) },
    { node: "a", text: "java.lang.Exception: y", time: at(4) + 10 },
  ];
  assertEquals(gathered(new LogEntries(), kept), [
    "a 1 listens",
    "a 3 much later|  and more of it",
    "a 4 INFO x|java.lang.Exception: y",
  ]);
});
