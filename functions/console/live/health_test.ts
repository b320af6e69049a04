import { assertEquals } from "@std/assert";
import { aSample } from "../testing/samples.ts";
import { judge } from "./health.ts";
import type { Sample } from "./memory/sample.ts";

const CASES: [string, (sample: Sample) => unknown, string, string[]][] = [
  ["all is well", () => {}, "ok", []],
  ["Kafka is down", (s) => s.kafka = { trouble: "No broker answers" }, "bad", [
    "No broker answers",
  ]],
  ["a broker is dead", (s) => s.kafka!.value!.brokers.pop(), "warn", ["1 broker down: 3"]],
  ["no controller", (s) => delete s.kafka!.value!.controller, "bad", [
    "No broker is the controller",
  ]],
  ["a follower lags", (s) => s.kafka!.value!.topics[0].underReplicated = 2, "warn", [
    "2 partitions under-replicated",
  ]],
  ["a partition is offline", (s) => s.kafka!.value!.topics[0].offline = 1, "bad", [
    "1 partition without a leader",
  ]],
  [
    "a member is dead",
    (s) => s.ensemble = s.ensemble!.with(0, { ...s.ensemble![0], state: "down" }),
    "warn",
    ["zoo1 is down"],
  ],
  ["no quorum", (s) => s.ensemble = s.ensemble!.map((m) => ({ ...m, state: "looking" })), "bad", [
    "No quorum: zoo1 is looking, zoo2 is looking, zoo3 is looking",
  ]],
  ["the producer is away", (s) => s.producer = { trouble: "Cannot reach the producer" }, "warn", [
    "Cannot reach the producer",
  ]],
  ["records are lost", (s) => s.consumer!.value!.ledger.totals.lost = 3, "bad", ["3 records lost"]],
  ["records failed", (s) => s.producer!.value!.run!.failed = 1, "warn", [
    "1 record of the run failed",
  ]],
  [
    "the worst comes first",
    (s) => {
      s.kafka!.value!.brokers.pop();
      s.consumer!.value!.ledger.totals.lost = 1;
    },
    "bad",
    ["1 record lost", "1 broker down: 3"],
  ],
];

for (const [name, change, level, faults] of CASES) {
  Deno.test(`judge() when ${name}`, () => {
    const sample = aSample();
    change(sample);
    const health = judge(sample)!;
    assertEquals([health.level, health.faults.map(({ text }) => text)], [level, faults]);
  });
}

Deno.test("judge() says nothing before Kafka was asked", () => {
  assertEquals(judge({ ...aSample(), kafka: undefined }), undefined);
});
