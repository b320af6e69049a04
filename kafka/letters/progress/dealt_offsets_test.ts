import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { DealtOffsets } from "./dealt_offsets.ts";

Deno.test("DealtOffsets joins what touches, and moves the prefix over it", () => {
  const dealt = new DealtOffsets(10);
  dealt.addRange(12, 13);
  dealt.addRange(15, 17);
  assertEquals([dealt.prefix, dealt.ranges], [10, [[12, 13], [15, 17]]]);
  dealt.addRange(13, 15);
  assertEquals(dealt.ranges, [[12, 17]]);
  assertEquals([dealt.has(9), dealt.has(10), dealt.has(12), dealt.has(17)], [
    ...[true, false, true, false],
  ]);
  assertEquals(dealt.openBetween(0, 20), 5);
  assertEquals(dealt.openBetween(16, 20), 3);
  dealt.addRange(10, 12);
  assertEquals([dealt.prefix, dealt.ranges], [17, []]);
  dealt.addRange(3, 5);
  assertEquals(dealt.prefix, 17);
});

Deno.test("DealtOffsets knows what a set would", () => {
  const range = fc.tuple(fc.nat(60), fc.nat(6)).map(([from, size]) => [from, from + size] as const);
  fc.assert(fc.property(fc.nat(20), fc.array(range, { maxLength: 30 }), (prefix, ranges) => {
    const dealt = new DealtOffsets(prefix);
    const known = new Set(Array.from({ length: prefix }, (_, offset) => offset));
    for (const [from, to] of ranges) {
      dealt.addRange(from, to);
      for (let offset = from; offset < to; offset++) known.add(offset);
    }
    const all = Array.from({ length: 80 }, (_, offset) => offset);
    assertEquals(all.map((offset) => dealt.has(offset)), all.map((offset) => known.has(offset)));
    assertEquals(dealt.openBetween(0, 80), 80 - known.size);
    assertEquals(dealt.has(dealt.prefix), false);
    assertEquals(dealt.copy().ranges, dealt.ranges);
  }));
});
