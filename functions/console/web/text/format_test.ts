import { assertEquals } from "@std/assert";
import {
  count,
  formatBytes,
  formatCount,
  formatDuration,
  formatLatency,
  formatRate,
  formatShare,
  formatShortRate,
  UNKNOWN,
} from "./format.ts";

Deno.test("formatCount() parts thousands, and shows what is not known as such", () => {
  assertEquals([formatCount(0), formatCount(1234567), formatCount(undefined)], [
    "0",
    "1,234,567",
    UNKNOWN,
  ]);
});

Deno.test("formatRate() shows a decimal where it matters", () => {
  assertEquals([0.5, 9.96, 12.4, 51234.5].map(formatRate), ["0.5", "10", "12", "51,235"]);
});

Deno.test("formatLatency() goes from ms to s", () => {
  assertEquals([0.84, 12.3, 1500].map(formatLatency), ["0.8 ms", "12 ms", "1.5 s"]);
});

Deno.test("formatBytes() counts in powers of 1024", () => {
  assertEquals([0, 0.4, 1023, 1536, 300 * 1024 ** 2].map(formatBytes), [
    "0 B",
    "0 B",
    "1,023 B",
    "1.5 KiB",
    "300 MiB",
  ]);
});

Deno.test("formatDuration() shows the two largest units", () => {
  assertEquals([0, 999, 45_000, 60_000, 3_725_000, 183_600_000].map(formatDuration), [
    "0s",
    "0s",
    "45s",
    "1m",
    "1h 2m",
    "2d 3h",
  ]);
});

Deno.test("formatShare() of nothing is not known", () => {
  assertEquals([formatShare(2, 3), formatShare(0, 0)], ["67 %", UNKNOWN]);
});

Deno.test("count() has the noun in its number", () => {
  assertEquals([count(1, "topic"), count(2, "topic"), count(0, "replica")], [
    "1 topic",
    "2 topics",
    "0 replicas",
  ]);
});

Deno.test("formatShortRate() has three digits at most", () => {
  const texts = [0, 0.04, 0.26, 9.96, 12.4, 1_239, 978_412, 1_000_000].map(formatShortRate);
  assertEquals(texts, [
    ...["0/s", "0/s", "0.3/s", "10/s", "12/s", "1.24K/s", "978K/s", "1M/s"],
  ]);
});
