import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Letter } from "./letter.ts";
import { letterJson, letterListJson } from "./letter_json.ts";

const letter: Letter = {
  record: {
    ...{ topic: "orders.dlq", partition: 1, offset: 7, timestamp: 2n ** 62n, key: null },
    ...{ value: Buffer.from([0xff]), headers: [["a", null]] },
  },
  origin: "spring",
  source: { topic: "orders", partition: 0, offset: 12, timestamp: 0 },
  error: { text: "Error: no", stack: "at x" },
  ...{ time: 1e18, returns: 1, earlier: [{ error: "Error: early", time: 0 }] },
};

Deno.test("letterJson() shows all of a letter, without loss", () => {
  const json = letterJson(letter, { open: true });
  assertEquals(json.includes(`"time":${2n ** 62n}`), true);
  const { record, ...facts } = JSON.parse(json);
  assertEquals([record.valueEncoding, record.value, record.headers], ["base64", "/w==", {
    a: null,
  }]);
  assertEquals(facts, {
    ...{ place: "1/7", time: 1e18, origin: "spring", open: true, returns: 1 },
    source: { topic: "orders", partition: 0, offset: 12, time: "1970-01-01T00:00:00.000Z" },
    ...{ error: "Error: no", stack: "at x" },
    earlier: [{ error: "Error: early", time: "1970-01-01T00:00:00.000Z" }],
  });
});

Deno.test("letterListJson() is JSON, of no letters too", () => {
  const list = {
    ...{ topic: "orders.dlq", open: 0, matched: 0, complete: true, unread: [] },
    ...{ groups: [], times: [], letters: [] as Letter[] },
  };
  assertEquals(JSON.parse(letterListJson(list)), list);
  const { letters } = JSON.parse(letterListJson({ ...list, letters: [letter, letter] }));
  assertEquals(letters.length, 2);
});
