import { Buffer } from "node:buffer";
import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../cli/invocation/command.ts";
import { type LineFlags, lineRecords } from "./line_records.ts";

const record = (line: string, flags: LineFlags) => lineRecords(flags)(Buffer.from(line));

Deno.test("lineRecords() makes records of lines", () => {
  assertEquals<unknown>(record("a:b", {}), { key: null, value: Buffer.from("a:b"), headers: [] });
  const { key, value, headers, partition } = record("a:b", {
    "key-separator": ":",
    header: ["type=new=er", "trace", "type="],
    partition: "0",
  });
  assertEquals([`${key}`, `${value}`, partition], ["a", "b", 0]);
  assertEquals<unknown>(headers, [["type", "new=er"], ["trace", null], ["type", ""]]);
});

Deno.test("lineRecords() makes tombstones of keys", () => {
  const { key, value } = record("a:b", { tombstone: true });
  assertEquals([`${key}`, value], ["a:b", null]);
});

Deno.test("lineRecords() reads lines of JSON", () => {
  for (const flags of [{ json: true }, { from: "a.jsonl" }]) {
    const { key, value, partition } = record('{"key":"a","value":null,"partition":2}', flags);
    assertEquals([`${key}`, value, partition], ["a", null, 2]);
  }
});

Deno.test("lineRecords() refuses what makes no sense", () => {
  const cases: [LineFlags, string][] = [
    [{ key: "a", "key-separator": ":" }, "not both"],
    [{ "key-separator": "" }, "at least one"],
    [{ tombstone: true, "key-separator": ":" }, "A --tombstone has no value"],
    [{ json: true, key: "a" }, "leave --key out"],
    [{ from: "a.jsonl", header: ["a"] }, "leave --header out"],
    [{ header: ["=a"] }, "--header is"],
    [{ partition: "-1" }, "--partition is"],
  ];
  for (const [flags, fault] of cases) assertThrows(() => lineRecords(flags), UsageError, fault);
});
