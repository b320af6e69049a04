import { assertEquals } from "@std/assert";
import { mergeRecords } from "./merge_records.ts";

/** Records with these times, and offsets from 0 on. */
function records(...times: (number | bigint)[]) {
  return times.map((timestamp, offset) => (
    { offset, timestamp, key: null, value: null, headers: [] }
  ));
}

Deno.test("mergeRecords() orders by time, and keeps each partition's order", () => {
  const merged = mergeRecords("t", [[0, records(10, 5, 30)], [1, records(7, 20)]]);
  assertEquals(
    merged.map(({ partition, offset }) => [partition, offset]),
    [[1, 0], [0, 0], [0, 1], [1, 1], [0, 2]],
  );
});

Deno.test("mergeRecords() orders times of 64 bits", () => {
  const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
  const merged = mergeRecords("t", [[0, records(0, most)], [1, records(least, 7, most - 1n)]]);
  assertEquals(
    merged.map(({ partition, offset }) => [partition, offset]),
    [[1, 0], [0, 0], [1, 1], [1, 2], [0, 1]],
  );
});
