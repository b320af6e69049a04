import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { conditionMatcher, parseCondition } from "./record_condition.ts";

const record = {
  key: Buffer.from("k=1"),
  value: Buffer.from('{"id":12345678901234567890,"name":"Zoë","lines":[{"sku":"a"}],"x":null}'),
  headers: [["type", Buffer.from("created")], ["ce.id", null]] as [string, Buffer | null][],
};

const CASES: [condition: string, matches: boolean][] = [
  ["key", true],
  ["key=k=1", true],
  ["key!=k=1", false],
  ["key!=k", true],
  ["key~=", true],
  ["value", true],
  ["value~Zoë", true],
  ["value~zoë", false],
  ["header.type=created", true],
  ["header.type!=created", false],
  ["header.type~rea", true],
  ["header.ce.id", true],
  ["header.ce.id=", false],
  ["header.other", false],
  ["header.other!=a", true],
  ["value.id=12345678901234567890", true],
  ["value.id=12345678901234567891", false],
  ["value.name=Zoë", true],
  ["value.name~oë", true],
  ["value.lines.0.sku=a", true],
  ["value.lines.1.sku", false],
  ["value.x", true],
  ["value.x=null", true],
  ["value.y!=null", true],
];

CASES.forEach(([condition, matches], n) => {
  Deno.test(`conditionMatcher() case ${n + 1}: ${condition} is ${matches}`, () => {
    assertEquals(conditionMatcher([parseCondition(condition)!])(record), matches);
  });
});

Deno.test("conditionMatcher() knows nothing of what is not there", () => {
  const nothing = { key: null, value: null, headers: [] };
  const met = (text: string) => conditionMatcher([parseCondition(text)!])(nothing);
  assertEquals(["key", "key=", "value", "value.a", "key!=a"].map(met), [
    ...[false, false, false, false, true],
  ]);
  assertEquals(conditionMatcher([])(nothing), true);
});

Deno.test("conditionMatcher() wants all conditions met", () => {
  const both = conditionMatcher(["key=k=1", "value.name=Ann"].map((text) => parseCondition(text)!));
  assertEquals(both(record), false);
});

Deno.test("parseCondition() refuses what is no condition", () => {
  for (const text of ["", "keys=1", "header.=1", "header", "value.", "=a", "topic=a"]) {
    assertEquals(parseCondition(text), undefined, text);
  }
});
