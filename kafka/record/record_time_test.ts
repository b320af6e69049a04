import { assertEquals } from "@std/assert";
import { recordTime, recordTimeJson } from "./record_time.ts";

const CASES: [timestamp: number | bigint, time: string | number | bigint, json?: string][] = [
  [1_763_830_000_123, "2025-11-22T16:46:40.123Z"],
  [0, "1970-01-01T00:00:00.000Z"],
  [-1, "1969-12-31T23:59:59.999Z"],
  [8.64e15, "+275760-09-13T00:00:00.000Z"],
  [1_700_000_000_000_000_000, 1_700_000_000_000_000_000],
  [1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n, "1700000000123456789"],
  [-(2n ** 63n), -(2n ** 63n), "-9223372036854775808"],
];

CASES.forEach(([timestamp, time, json = JSON.stringify(time)], n) => {
  Deno.test(`recordTime() case ${n + 1}: ${timestamp} is ${time}`, () => {
    assertEquals(recordTime(timestamp), time);
    assertEquals(recordTimeJson(timestamp), json);
  });
});
