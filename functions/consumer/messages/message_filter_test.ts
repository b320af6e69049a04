import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import type { Header } from "../../../kafka/record/record.ts";
import { matcher, type MessageFilter } from "./message_filter.ts";

Deno.test("matcher() takes the records that match every part of the filter", () => {
  const record = {
    topic: "orders",
    partition: 2,
    offset: 7,
    timestamp: 0,
    key: Buffer.from("kärcher"),
    value: null,
    headers: [["trace", "a:b"], ["tag", "x"], ["tag", "y"]].map(
      ([name, value]): Header => [name, Buffer.from(value)],
    ),
  };
  const cases: [string, MessageFilter, boolean][] = [
    ["1: no filter", {}, true],
    ["2: topic", { topic: "orders" }, true],
    ["3: another topic", { topic: "order" }, false],
    ["4: partition", { partition: 2 }, true],
    ["5: another partition", { partition: 0 }, false],
    ["6: key", { key: "kärcher" }, true],
    ["7: another key", { key: "k" }, false],
    ["8: header", { headers: ["trace"] }, true],
    ["9: another header", { headers: ["Trace"] }, false],
    ["10: header and value, with a colon", { headers: ["trace: a:b"] }, true],
    ["11: header, another value", { headers: ["trace:a"] }, false],
    ["12: a header that is there twice", { headers: ["tag:y"] }, true],
    ["13: two headers", { headers: ["trace", "tag:x"] }, true],
    ["14: two headers, one not there", { headers: ["trace", "span"] }, false],
    ["15: all of it but one", { topic: "orders", partition: 2, key: "other" }, false],
  ];
  for (const [name, filter, expected] of cases) {
    assertEquals(matcher(filter)(record), expected, name);
  }
  assertEquals(
    matcher({ key: "" })({ ...record, key: null }),
    false,
    "16: no key is not an empty key",
  );
});
