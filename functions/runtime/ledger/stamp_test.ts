import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import {
  nowMicros,
  readStamp,
  RUN_HEADER,
  SEQUENCE_HEADER,
  stampHeaders,
  TIME_HEADER,
} from "./stamp.ts";

/** Headers as they arrive: Kafka carries bytes. */
function received(headers: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]),
  );
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
  ];
  for (const [name, headers] of cases) assertEquals(readStamp(received(headers)), undefined, name);
  assertEquals(readStamp(undefined), undefined, "10: undefined");
  const twice = { ...received(good), [SEQUENCE_HEADER]: [Buffer.from("1"), Buffer.from("2")] };
  assertEquals(readStamp(twice), undefined, "11: the header twice");
});

Deno.test("nowMicros() stays within the wall clock's millisecond", () => {
  for (let i = 0; i < 1000; i++) {
    const before = Date.now();
    const now = nowMicros();
    assert(now >= before * 1000 && now < (Date.now() + 1) * 1000, `${before} ${now}`);
    assert(Number.isSafeInteger(now));
  }
});
