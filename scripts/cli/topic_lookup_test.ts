import { assertEquals, assertThrows } from "@std/assert";
import { findTopic } from "./topic_lookup.ts";

const topic = (name: string, internal = false) => ({ name, internal, partitions: [] });

Deno.test("findTopic() finds a topic, or names the nearest", () => {
  const metadata = {
    brokers: [],
    topics: [topic("sampleOne"), topic("sampleTwo"), topic("sampleon", true)],
  };
  assertEquals(findTopic(metadata, "sampleTwo").name, "sampleTwo");
  assertThrows(() => findTopic(metadata, "sampleon1"), Error, "did you mean sampleOne?");
});

Deno.test("findTopic() says how to make topics where there are none", () => {
  const metadata = { brokers: [], topics: [topic("__consumer_offsets", true)] };
  assertThrows(() => findTopic(metadata, "a"), Error, "deno task populate");
});
