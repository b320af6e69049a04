import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { MessageRing } from "./message_ring.ts";
import {
  lastMatching,
  lastOfOneLog,
  parseEventId,
  type Place,
  resumeAfter,
  type Resumption,
  tail,
} from "./message_tail.ts";

function ringOf(
  maxRecords: number,
  ...records: [topic: string, partition: number, offset: number][]
) {
  const ring = new MessageRing({ maxRecords, maxBytes: 1e6 });
  push(ring, ...records);
  return ring;
}

function push(ring: MessageRing, ...records: [topic: string, partition: number, offset: number][]) {
  for (const [topic, partition, offset] of records) {
    const value = Buffer.from(`${offset}`);
    ring.push({ topic, partition, offset, timestamp: 0, key: null, value, headers: [] });
  }
  ring.wake();
}

const all = () => true;

/** Reads `count` messages and gives each as its id, or as its event and data. */
async function read(stream: ReadableStream, count: number): Promise<string[]> {
  const reader = stream.getReader();
  const found: string[] = [];
  while (found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    for (const { retry, id, event, data } of value) {
      if (retry === undefined) found.push(id ?? `${event} ${data}`);
    }
  }
  reader.releaseLock();
  return found;
}

Deno.test("parseEventId() takes topic/partition/offset only", () => {
  assertEquals(parseEventId("a.b-c_d/3/12"), { topic: "a.b-c_d", partition: 3, offset: 12 });
  for (const id of ["", "7", "a/b/c", "a/1", "a/1/2/3", "a/-1/2", "a b/1/2"]) {
    assertEquals(parseEventId(id), undefined, id);
  }
});

Deno.test("lastMatching() finds the last records, oldest first", () => {
  const ring = ringOf(10, ["a", 0, 0], ["b", 0, 0], ["a", 0, 1], ["a", 0, 2]);
  assertEquals(lastMatching(ring, ({ topic }) => topic === "a", 2), [2, 3]);
  assertEquals(lastMatching(ring, all, 9), [0, 1, 2, 3]);
});

Deno.test("lastOfOneLog() shows one log of each partition", () => {
  const again = ringOf(10, ["a", 0, 5], ["a", 0, 6], ["a", 1, 6], ["a", 0, 6], ["a", 0, 7]);
  assertEquals(lastOfOneLog(again, all, 9), [0, 2, 3, 4]);
  const anew = ringOf(10, ["a", 0, 8], ["a", 0, 9], ["b", 0, 9], ["a", 0, 0], ["a", 0, 1]);
  assertEquals(lastOfOneLog(anew, all, 9), [2, 3, 4]);
  assertEquals(lastOfOneLog(anew, ({ offset }) => offset > 7, 9), [2]);
});

Deno.test("resumeAfter() goes on behind the record itself, though the topic was made anew", () => {
  const ring = ringOf(10, ["a", 0, 99], ["a", 0, 100], ["a", 0, 0], ["a", 0, 1]);
  assertEquals(resumeAfter(ring, { topic: "a", partition: 0, offset: 100 }).cursor, 2);
  assertEquals(resumeAfter(ring, { topic: "a", partition: 0, offset: 1 }).cursor, 4);
});

Deno.test("resumeAfter() goes on behind the record that the client saw last", () => {
  const cases: [string, Place, Resumption][] = [
    ["1: still there", { topic: "a", partition: 0, offset: 6 }, { cursor: 4, lost: 0 }],
    ["2: the last one", { topic: "a", partition: 0, offset: 7 }, { cursor: 5, lost: 0 }],
    ["3: dropped, and the next is there", { topic: "a", partition: 0, offset: 4 }, {
      cursor: 1,
      lost: 0,
    }],
    ["4: dropped with others", { topic: "a", partition: 0, offset: 1 }, { cursor: 1, lost: 3 }],
    ["5: beyond what was consumed here", { topic: "a", partition: 0, offset: 99 }, {
      cursor: 5,
      lost: 0,
    }],
    ["6: a partition not consumed here", { topic: "a", partition: 1, offset: 5 }, {
      cursor: 1,
      lost: 0,
      after: { topic: "a", partition: 1, offset: 5 },
    }],
  ];
  for (const [name, last, expected] of cases) {
    const ring = ringOf(4, ["a", 0, 4], ["a", 0, 5], ["b", 0, 0], ["a", 0, 6], ["a", 0, 7]);
    assertEquals(resumeAfter(ring, last), expected, name);
  }
});

Deno.test("tail() sends what matches, then what comes", async () => {
  const ring = ringOf(10, ["a", 0, 0], ["b", 0, 0]);
  const stream = tail({ ring, matches: ({ topic }) => topic === "a", cursor: 0 });
  assertEquals(await read(stream, 1), ["a/0/0"]);
  const coming = read(stream, 2);
  push(ring, ["b", 0, 1], ["a", 0, 1], ["a", 0, 2]);
  assertEquals(await coming, ["a/0/1", "a/0/2"]);
  await stream.cancel();
});

Deno.test("tail() tells a slow client how many records it lost", async () => {
  const ring = ringOf(3, ["a", 0, 0]);
  const stream = tail({ ring, matches: all, cursor: 0 });
  assertEquals(await read(stream, 1), ["a/0/0"]);
  for (let offset = 1; offset <= 10; offset++) push(ring, ["a", 0, offset]);
  const found = await read(stream, 4);
  const before = found.findIndex((one) => one.startsWith("lost"));
  const lost = JSON.parse(found[before].slice("lost ".length)).records;
  assertEquals(before + lost + 3, 10, "sent before, lost and kept are all there were");
  await stream.cancel();
});

Deno.test("tail() tells a client that resumed what it lost before", async () => {
  const ring = ringOf(3, ["a", 0, 9]);
  const stream = tail({ ring, matches: all, cursor: 0, lost: 4 });
  assertEquals(await read(stream, 2), ['lost {"records":4}', "a/0/9"]);
  await stream.cancel();
});

Deno.test("tail() tells with the next record what was lost while nothing was there", async () => {
  const last = { topic: "a", partition: 0, offset: 300 };
  const ring = ringOf(10, ["b", 0, 0]);
  const stream = tail({ ring, matches: all, ...resumeAfter(ring, last) });
  assertEquals(await read(stream, 1), ["b/0/0"]);
  const coming = read(stream, 4);
  push(ring, ["a", 1, 7], ["a", 0, 601], ["a", 0, 700]);
  assertEquals(await coming, ["a/1/7", 'lost {"records":300}', "a/0/601", "a/0/700"]);
  await stream.cancel();

  for (const next of [301, 0]) {
    const empty = ringOf(10);
    const resumed = tail({ ring: empty, matches: all, ...resumeAfter(empty, last) });
    push(empty, ["a", 0, next]);
    assertEquals(await read(resumed, 1), [`a/0/${next}`], "none is lost, or the topic is new");
    await resumed.cancel();
  }
});

Deno.test("tail() and lastMatching() pass over what is forgotten", async () => {
  const ring = ringOf(10, ["old", 0, 0], ["a", 0, 1], ["old", 0, 2], ["a", 0, 3]);
  ring.keepTopics(["a"]);
  assertEquals(lastMatching(ring, all, 9), [1, 3]);
  const stream = tail({ ring, matches: all, cursor: 0 });
  assertEquals(await read(stream, 2), ["a/0/1", "a/0/3"]);
  await stream.cancel();
});

Deno.test("tail() ends when the ring is closed, and leaves no timer when it is cancelled", async () => {
  const ring = ringOf(3);
  const stream = tail({ ring, matches: all, cursor: 0 });
  const rest = read(stream, 1);
  ring.close();
  assertEquals(await rest, []);

  const other = ringOf(3);
  const cancelled = tail({ ring: other, matches: all, cursor: 0 });
  const reader = cancelled.getReader();
  await reader.read();
  const pending = reader.read();
  await reader.cancel();
  assertEquals((await pending).done, true);
});
