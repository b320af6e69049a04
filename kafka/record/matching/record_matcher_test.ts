import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../record.ts";
import {
  containsMatcher,
  type ExactFilter,
  exactMatcher,
  type RecordFilter,
} from "./record_matcher.ts";

const record: KafkaRecord = {
  topic: "orders",
  partition: 2,
  offset: 0,
  timestamp: 0,
  key: Buffer.from("user-42"),
  value: Buffer.from('{"name":"Zoë"}'),
  headers: [["trace", Buffer.from("abc")], ["trace", null], ["run", Buffer.from("7")]],
};
const tombstone: KafkaRecord = { ...record, value: null, headers: [] };

const CASES: [filter: RecordFilter, record: KafkaRecord, matches: boolean][] = [
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
  Deno.test(`containsMatcher() case ${n + 1}: ${JSON.stringify(filter)} is ${matches}`, () => {
    assertEquals(containsMatcher(filter)(record), matches);
  });
});

const order: KafkaRecord = {
  ...record,
  key: Buffer.from("kärcher"),
  headers: [["trace", Buffer.from("a:b")], ["tag", Buffer.from("x")], ["tag", Buffer.from("y")]],
};
const nameless: KafkaRecord = { ...order, key: null, headers: [["tag", null]] };

const EXACT_CASES: [filter: ExactFilter, record: KafkaRecord, matches: boolean][] = [
  [{}, order, true],
  [{ topic: "orders" }, order, true],
  [{ topic: "order" }, order, false],
  [{ partition: 2 }, order, true],
  [{ partition: 0 }, order, false],
  [{ key: "kärcher" }, order, true],
  [{ key: "k" }, order, false],
  [{ headers: ["trace"] }, order, true],
  [{ headers: ["Trace"] }, order, false],
  [{ headers: ["trace: a:b"] }, order, true],
  [{ headers: ["trace:a"] }, order, false],
  [{ headers: ["tag:y"] }, order, true],
  [{ headers: ["trace", "tag:x"] }, order, true],
  [{ headers: ["trace", "span"] }, order, false],
  [{ topic: "orders", partition: 2, key: "other" }, order, false],
  [{ key: "" }, nameless, false],
  [{ headers: ["tag"] }, nameless, true],
  [{ headers: ["tag:"] }, nameless, false],
  [{ headers: ["constructor"] }, order, false],
];

EXACT_CASES.forEach(([filter, record, matches], n) => {
  Deno.test(`exactMatcher() case ${n + 1}: ${JSON.stringify(filter)} is ${matches}`, () => {
    assertEquals(exactMatcher(filter)(record), matches);
  });
});
