import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { DealtOffsets, type OffsetRange } from "./dealt_offsets.ts";
import { decodeProgress, encodeProgress } from "./progress_metadata.ts";

const TOPIC = "0123456789abcdef0123456789abcdef";

Deno.test("decodeProgress() reads what encodeProgress() wrote", () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e6 }));
  fc.assert(fc.property(fc.nat(), fc.array(step, { maxLength: 100 }), (prefix, steps) => {
    let at = prefix;
    const ranges = steps.map(([gap, size]): OffsetRange => [at + gap, at += gap + size]);
    const dealt = new DealtOffsets(prefix, ranges);
    const metadata = encodeProgress(dealt, TOPIC)!;
    const read = decodeProgress({ offset: dealt.prefix, metadata }, TOPIC);
    assertEquals([read.prefix, read.ranges], [dealt.prefix, dealt.ranges]);
  }));
});

Deno.test("encodeProgress() has room for thousands of letters here and there, and no end", () => {
  const every = (nth: number, count: number) =>
    new DealtOffsets(0, Array.from({ length: count }, (_, i) => [i * nth + 1, i * nth + 2]));
  assert(encodeProgress(every(10, 10_000), TOPIC) !== undefined);
  let seed = 1;
  const random = () => seed = (seed * 48_271) % 2_147_483_647;
  let at = 0;
  const anywhere: OffsetRange[] = [];
  for (let i = 0; i < 1_500; i++) anywhere.push([at += 1 + random() % 1_000, ++at]);
  assert(encodeProgress(new DealtOffsets(0, anywhere.slice(0, 1_000)), TOPIC) !== undefined);
  for (let i = 0; i < 3_000; i++) anywhere.push([at += 1 + random() % 1_000, ++at]);
  assertEquals(encodeProgress(new DealtOffsets(0, anywhere), TOPIC), undefined);
});

Deno.test("decodeProgress() takes what it does not know for a plain offset", () => {
  const prefixes: [string, number, string | null, number][] = [
    ["1: nothing committed", -1, null, 0],
    ["2: reset by a tool", 7, "", 7],
    ["3: another program's", 7, '{"v":1}', 7],
    ["4: a later form", 7, `dealt2 ${TOPIC} AAAA`, 7],
    ["5: cut off", 7, `dealt1 ${TOPIC} K0`, 7],
    ["6: the topic was made again", 7, `dealt1 ${TOPIC.replace("0", "f")}`, 0],
  ];
  for (const [name, offset, metadata, prefix] of prefixes) {
    const read = decodeProgress({ offset, metadata }, TOPIC);
    assertEquals([read.prefix, read.ranges], [prefix, []], name);
  }
});
