import { assertEquals } from "@std/assert";
import { lagOf } from "./lag.ts";

const CASES: [string, Parameters<typeof lagOf>, number | undefined][] = [
  ["the records behind the commit", [3, 10], 7],
  ["none where the commit is beyond the end", [12, 10], 0],
  ["all of the log where nothing is committed", [undefined, 10, 2], 8],
  ["all of the log where -1 stands for nothing", [-1, 10, 2], 8],
  ["what the log still has, where the commit is before its start", [1, 10, 4], 6],
  ["not known, without a commit or a start", [undefined, 10], undefined],
  ["not known, without an end", [3, undefined, 0], undefined],
];

for (const [name, given, lag] of CASES) {
  Deno.test(`lagOf() is ${name}`, () => assertEquals(lagOf(...given), lag));
}
