import { assertEquals, assertThrows } from "@std/assert";
import { parseTopicSpecs } from "./topic_spec.ts";

const parse = (...topics: unknown[]) => parseTopicSpecs(JSON.stringify({ topics }));
const TOPIC = { name: "a", partitions: 1, replicationFactor: 3 };

Deno.test("parseTopicSpecs() fills in an empty config", () => {
  assertEquals(parse(TOPIC), [{ ...TOPIC, config: {} }]);
});

Deno.test("parseTopicSpecs() names each fault and its place", () => {
  const cases: [unknown, string][] = [
    [{ ...TOPIC, name: "a b" }, "topics.0.name: has letters, digits, dots, _ and - only"],
    [{ ...TOPIC, partitions: 0 }, "topics.0.partitions: "],
    [{ ...TOPIC, partitions: 1.5 }, "topics.0.partitions: "],
    [{ ...TOPIC, replicationFactor: "3" }, "topics.0.replicationFactor: "],
    [{ ...TOPIC, config: { "retention.ms": 5 } }, "topics.0.config.retention.ms: "],
    [{ ...TOPIC, replicas: 3 }, 'Unrecognized key: "replicas"'],
    [
      { ...TOPIC, config: { "min.insync.replicas": "4" } },
      "topics.0.config.min.insync.replicas: is above replicationFactor",
    ],
  ];
  for (const [topic, message] of cases) assertThrows(() => parse(topic), Error, message);
  assertThrows(() => parse(TOPIC, TOPIC), Error, "topics: name a topic twice");
  assertThrows(() => parseTopicSpecs("{"), Error, "Cannot use topics.json: ");
});

Deno.test("parseTopicSpecs() lists all faults together", () => {
  const error = assertThrows(() => parse({ ...TOPIC, partitions: 0 }, { ...TOPIC, name: "" }));
  assertEquals(error.message.split("\n").length >= 3, true, error.message);
});
