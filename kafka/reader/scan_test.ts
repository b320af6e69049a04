import { assertEquals } from "@std/assert";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import { BackwardScan, ForwardScan, type Scan, type ScanOptions } from "./scan.ts";

/** A log of records with these offsets; compaction has taken those in between. */
function log(...offsets: number[]): LogRecord[] {
  return offsets.map((offset) => ({ offset, timestamp: 0, key: null, value: null, headers: [] }));
}

/** Reads for a scan, a few records at a time as Kafka does, until it is done. */
function run(scan: Scan, records: readonly LogRecord[], logEnd: number, batch = 10): number[] {
  const positions: number[] = [];
  while (scan.position !== undefined) {
    const from = scan.position;
    positions.push(from);
    const read = records.filter(({ offset }) => offset >= from).slice(0, batch);
    scan.take(read, read.length < batch ? logEnd : read.at(-1)!.offset + 1);
  }
  return positions;
}

function offsets({ found }: Scan): number[] {
  return found.map(({ offset }) => offset);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, n) => start + n);
}

const all: Pick<ScanOptions, "matches"> = { matches: () => true };

Deno.test("ForwardScan finds the first records, and no more than asked for", () => {
  const scan = new ForwardScan({ ...all, start: 3, end: 100, limit: 5 });
  assertEquals(run(scan, log(...range(0, 100)), 100), [3]);
  assertEquals(offsets(scan), [3, 4, 5, 6, 7]);
});

Deno.test("ForwardScan reads on until enough match, up to the end there was", () => {
  const matches = ({ offset }: LogRecord) => offset % 20 === 0;
  const scan = new ForwardScan({ start: 0, end: 90, limit: 10, matches });
  run(scan, log(...range(0, 200)), 200);
  assertEquals(offsets(scan), [0, 20, 40, 60, 80]);
});

Deno.test("a scan of an empty log is done at once", () => {
  assertEquals(new ForwardScan({ ...all, start: 7, end: 7, limit: 5 }).position, undefined);
  assertEquals(new BackwardScan({ ...all, start: 7, end: 7, limit: 5 }).position, undefined);
});

Deno.test("BackwardScan finds the last records in one window", () => {
  const scan = new BackwardScan({ ...all, start: 0, end: 1_000, limit: 5 });
  assertEquals(run(scan, log(...range(0, 1_000)), 1_000, 100), [950]);
  // One more than is asked for tells that there are more.
  assertEquals(offsets(scan), [994, 995, 996, 997, 998, 999]);
});

Deno.test("BackwardScan goes on below where compaction or the filter left too few", () => {
  const compacted = log(3, 400, 401, 990);
  const last = new BackwardScan({ ...all, start: 0, end: 1_000, limit: 3 });
  run(last, compacted, 1_000);
  assertEquals(offsets(last), [3, 400, 401, 990]);

  const matches = ({ offset }: LogRecord) => offset % 100 === 0;
  const filtered = new BackwardScan({ start: 0, end: 1_000, limit: 4, matches });
  run(filtered, log(...range(0, 1_000)), 1_000);
  assertEquals(offsets(filtered), [500, 600, 700, 800, 900]);
});

Deno.test("a scan looks at no record twice, and at none behind its end", () => {
  const records = log(...range(0, 1_000));
  const backward = new BackwardScan({ start: 0, end: 900, limit: 5, matches: () => false });
  let looked = 0;
  while (backward.position !== undefined) {
    const read = records.filter(({ offset }) => offset >= backward.position!);
    looked += backward.take(read, 1_000);
  }
  assertEquals(looked, 900);
  const forward = new ForwardScan({ ...all, start: 0, end: 900, limit: 5 });
  assertEquals(forward.take(records, 1_000), 5);
});

Deno.test("BackwardScan ends at the log's beginning with what there is", () => {
  const scan = new BackwardScan({ ...all, start: 100, end: 1_000, limit: 50 });
  run(scan, log(100, 101, 500), 1_000);
  assertEquals(offsets(scan), [100, 101, 500]);
});

Deno.test("a scan's boundary parts what was looked at from what was not, wherever it stops", () => {
  const forward = new ForwardScan({ ...all, start: 0, end: 90, limit: 5 });
  forward.take(log(...range(0, 10)), 10);
  assertEquals([offsets(forward).at(-1), forward.boundary], [4, 5]);
  const backward = new BackwardScan({ ...all, start: 0, end: 1_000, limit: 5 });
  backward.take(log(...range(950, 980)), 980);
  assertEquals([offsets(backward), backward.boundary], [[], 1_000]);
  backward.take(log(...range(980, 1_000)), 1_000);
  assertEquals(backward.boundary, 950);
});
