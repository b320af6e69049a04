import { assertEquals } from "@std/assert";
import { parseDuration } from "./duration.ts";

Deno.test("parseDuration() reads a number and its unit, and nothing else", () => {
  const cases: [string, number | undefined][] = [
    ["500ms", 500],
    ["30s", 30_000],
    ["10m", 600_000],
    ["1.5 h", 5_400_000],
    ["7d", 604_800_000],
    ["0s", 0],
    ["10", undefined],
    ["m", undefined],
    ["-5m", undefined],
    ["5m ago", undefined],
    ["1w", undefined],
  ];
  for (const [text, ms] of cases) assertEquals(parseDuration(text), ms, text);
});
