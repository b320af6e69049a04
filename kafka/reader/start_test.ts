import { assertEquals } from "@std/assert";
import { parseStart, resolveStart, type Start } from "./start.ts";

Deno.test("parseStart() reads ends and times, and refuses the rest", () => {
  const cases = [
    ["earliest", "earliest"],
    ["latest", "latest"],
    ["1700000000000", { time: 1_700_000_000_000 }],
    ["2023-11-14T22:13:20Z", { time: 1_700_000_000_000 }],
    ["2023-11-14", { time: Date.parse("2023-11-14") }],
    ["10m", { time: 1_700_000_000_000 - 600_000 }],
    ["99999d", { time: 0 }],
    ["yesterday", undefined],
    // Date.parse would take this for May 2001.
    ["may 1", undefined],
    ["-5", undefined],
    ["", undefined],
  ] as const;
  for (const [text, start] of cases) {
    assertEquals<unknown>(parseStart(text, 1_700_000_000_000), start, text);
  }
});

/** In a log from 10 to 20. */
const CASES: [to: Start, atTime: number | undefined, offset: number][] = [
  ["earliest", undefined, 10],
  ["latest", undefined, 20],
  [{ offset: 15 }, undefined, 15],
  [{ offset: 3 }, undefined, 10],
  [{ offset: 99 }, undefined, 20],
  [{ time: 1_000 }, 12, 12],
  [{ time: 9_000 }, -1, 20],
];

CASES.forEach(([to, atTime, offset], n) => {
  Deno.test(`resolveStart() case ${n + 1}: ${JSON.stringify(to)} is ${offset}`, () => {
    assertEquals(resolveStart(to, 10, 20, atTime), offset);
  });
});
