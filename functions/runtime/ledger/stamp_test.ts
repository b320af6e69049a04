import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header } from "../../../kafka/record/record.ts";
import { readStamp, RUN_HEADER, SEQUENCE_HEADER, stampHeaders, TIME_HEADER } from "./stamp.ts";

/** Headers as they arrive: Kafka carries bytes. */
function received(headers: Iterable<readonly [name: string, value: string]>): Header[] {
  return Array.from(headers, ([name, value]) => [name, Buffer.from(value)]);
}

Deno.test("readStamp() reads what stampHeaders() wrote", () => {
  for (const sequence of [0, 9, 10, 123_456_789, Number.MAX_SAFE_INTEGER]) {
    const stamp = { run: "run-é", sequence, time: 1_763_830_000_123_456 };
    assertEquals(readStamp(received(stampHeaders(stamp))), stamp);
  }
});

Deno.test("readStamp() finds no stamp in headers that are missing or are not one", () => {
  const good = { [RUN_HEADER]: "r", [SEQUENCE_HEADER]: "1", [TIME_HEADER]: "2" };
  const cases: [string, Record<string, string>][] = [
    ["1: no headers", {}],
    ["2: empty run", { ...good, [RUN_HEADER]: "" }],
    ["3: no sequence", { [RUN_HEADER]: "r", [TIME_HEADER]: "2" }],
    ["4: empty sequence", { ...good, [SEQUENCE_HEADER]: "" }],
    ["5: negative sequence", { ...good, [SEQUENCE_HEADER]: "-1" }],
    ["6: exponent", { ...good, [SEQUENCE_HEADER]: "1e3" }],
    ["7: beyond exact integers", { ...good, [SEQUENCE_HEADER]: "9007199254740992" }],
    ["8: too long", { ...good, [TIME_HEADER]: "00000000000000001" }],
    ["9: text for a time", { ...good, [TIME_HEADER]: "now" }],
    ["10: a run of 4 kB", { ...good, [RUN_HEADER]: "r".repeat(4_096) }],
  ];
  for (const [name, headers] of cases) {
    assertEquals(readStamp(received(Object.entries(headers))), undefined, name);
  }
  assertEquals(readStamp([]), undefined, "11: an empty list");
  const twice = received([...Object.entries(good), [SEQUENCE_HEADER, "2"]]);
  assertEquals(readStamp(twice), undefined, "12: the header twice");
});
