import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Change, type ExistingTopic, planTopics, type Step } from "./topic_plan.ts";
import type { TopicSpec } from "./topic_spec.ts";

const WANTED: TopicSpec = {
  name: "a",
  partitions: 3,
  replicationFactor: 3,
  config: { "cleanup.policy": "compact" },
};
const FOUND: ExistingTopic = {
  partitions: 3,
  replicationFactor: 3,
  config: { "cleanup.policy": "compact", "retention.ms": "604800000" },
};

function plan(wanted: Partial<TopicSpec>, found?: Partial<ExistingTopic>): Step {
  const existing = new Map(found ? [["a", { ...FOUND, ...found }]] : []);
  return planTopics([{ ...WANTED, ...wanted }], existing)[0];
}

Deno.test("planTopics() compares partitions, replicas and the settings that are asked for", () => {
  const partitions = (from: string, to: string) => ({ what: "partitions", from, to });
  const cases: [Step, Step["action"], Change[]][] = [
    [plan({}), "create", []],
    [plan({}, {}), "unchanged", []],
    [plan({ config: {} }, {}), "unchanged", []],
    [plan({ partitions: 12 }, {}), "alter", [partitions("3", "12")]],
    [
      plan({ config: { "cleanup.policy": "delete", "retention.ms": "1000" } }, {}),
      "alter",
      [
        { what: "cleanup.policy", from: "compact", to: "delete" },
        { what: "retention.ms", from: "604800000", to: "1000" },
      ],
    ],
    [
      plan({ config: { "no.such": "1" } }, {}),
      "alter",
      [{ what: "no.such", from: "unknown", to: "1" }],
    ],
    [plan({ partitions: 1 }, {}), "impossible", [partitions("3", "1")]],
    [
      plan({ replicationFactor: 2 }, {}),
      "impossible",
      [{ what: "replicationFactor", from: "3", to: "2" }],
    ],
  ];
  for (const [step, action, changes] of cases) {
    assertEquals([step.action, step.changes], [action, changes]);
  }
});

Deno.test("planTopics() says what to do about the impossible", () => {
  const fewer = plan({ partitions: 1 }, {}).reason ?? "";
  assertStringIncludes(fewer, "deno task kafka topics --delete --topic a");
  const replicas = plan({ replicationFactor: 1 }, {}).reason ?? "";
  assertStringIncludes(replicas, "deno task kafka reassign-partitions");
});

Deno.test("planTopics() keeps the order, and leaves other topics alone", () => {
  const steps = planTopics(
    [{ ...WANTED, name: "b" }, WANTED],
    new Map([["a", FOUND], ["c", FOUND]]),
  );
  assertEquals(
    steps.map(({ topic, action }) => [topic.name, action]),
    [["b", "create"], ["a", "unchanged"]],
  );
});
