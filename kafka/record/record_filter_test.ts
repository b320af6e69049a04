import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import { type RecordFilter, recordMatcher } from "./record_filter.ts";

const record: LogRecord = {
  offset: 0,
  timestamp: 0,
  key: Buffer.from("user-42"),
  value: Buffer.from('{"name":"Zoë"}'),
  headers: [["trace", Buffer.from("abc")], ["trace", null], ["run", Buffer.from("7")]],
};
const tombstone: LogRecord = { ...record, value: null, headers: [] };

const CASES: [filter: RecordFilter, record: LogRecord, matches: boolean][] = [
  [{}, record, true],
  [{ key: "", value: "", header: "" }, record, true],
  [{ key: "user" }, record, true],
  [{ key: "USER" }, record, false],
  [{ value: "Zoë" }, record, true],
  [{ value: "Zo" }, tombstone, false],
  [{ key: "42", value: "name" }, record, true],
  [{ key: "43", value: "name" }, record, false],
  [{ header: "trace" }, record, true],
  [{ header: "abc" }, record, true],
  [{ header: "trace:abc" }, record, true],
  [{ header: "run:abc" }, record, false],
  [{ header: "run" }, tombstone, false],
];

CASES.forEach(([filter, record, matches], n) => {
  Deno.test(`recordMatcher() case ${n + 1}: ${JSON.stringify(filter)} is ${matches}`, () => {
    assertEquals(recordMatcher(filter)(record), matches);
  });
});
