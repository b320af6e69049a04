import { assertEquals } from "@std/assert";
import { resolveStart, type Start } from "./resolve_start.ts";

/** In a log from 10 to 20. */
const CASES: [to: Start, atTime: number | undefined, offset: number][] = [
  ["earliest", undefined, 10],
  ["latest", undefined, 20],
  [{ offset: 15 }, undefined, 15],
  [{ offset: 3 }, undefined, 10],
  [{ offset: 99 }, undefined, 20],
  [{ time: 1_000 }, 12, 12],
  [{ time: 9_000 }, -1, 20],
];

CASES.forEach(([to, atTime, offset], n) => {
  Deno.test(`resolveStart() case ${n + 1}: ${JSON.stringify(to)} is ${offset}`, () => {
    assertEquals(resolveStart(to, 10, 20, atTime), offset);
  });
});
