import { assertEquals } from "@std/assert";
import { aSample } from "../../testing/samples.ts";
import type { RunFault } from "../../chaos/chaos_run.ts";
import { LabChanges } from "./lab_changes.ts";
import { Moments } from "./moments.ts";
import type { Sample } from "./sample.ts";

Deno.test("LabChanges tells of brokers that go and come back, and whose partitions move", () => {
  const changes = new LabChanges();
  const sample = aSample();
  assertEquals(changes.look(0, sample), []);
  const overview = sample.kafka!.value!;
  const [topic] = overview.topics;
  const without = {
    ...overview,
    brokers: overview.brokers.slice(1),
    topics: [{ ...topic, leaders: [undefined, 3] }],
  };
  assertEquals(changes.look(1_000, { ...sample, kafka: { value: without } }), [
    { at: 1_000, kind: "broker-gone", text: "broker 1 gone" },
    { at: 1_000, kind: "leaders", text: "1 leader moved", topics: ["sampleOne"] },
  ]);
  assertEquals([...changes.goneSince], [[1, 1_000], [2, undefined], [3, undefined]]);
  // Between two leaders there is none for a moment.
  const elected = { ...without, topics: [{ ...topic, leaders: [2, 3] }] };
  assertEquals(changes.look(2_000, { ...sample, kafka: { value: elected } }), [
    { at: 2_000, kind: "leaders", text: "1 leader moved", topics: ["sampleOne"] },
  ]);
  assertEquals(changes.moves.recent.map(({ partition, from, to }) => [partition, from, to]), [
    [1, 1, 3],
    [0, 1, 2],
  ]);
  assertEquals(
    changes.look(3_000, {
      ...sample,
      kafka: { value: { ...elected, ...{ brokers: overview.brokers } } },
    }),
    [
      { at: 3_000, kind: "broker-back", text: "broker 1 back" },
    ],
  );
  changes.look(90_000, { ...sample, kafka: { value: elected } });
  assertEquals(changes.moves.recent, []);
});

Deno.test("LabChanges tells of processes that were started again, and of members of groups", () => {
  const changes = new LabChanges();
  const group = {
    ...{ group: "g", protocolType: "consumer", state: "Stable" as const, coordinator: 1 },
    ...{ topics: [], totalLag: 0, neverCommitted: 0, lags: [] },
  };
  const at = (startedAtMs: number, members: number) => ({
    ...aSample(),
    processes: new Map([["kafka1", { startedAtMs }]]),
    groups: { value: { groups: [{ ...group, members }], silentBrokers: [] } },
  });
  assertEquals(changes.look(0, at(10_000, 1)), []);
  assertEquals(changes.look(1, at(10_500, 1)), []);
  assertEquals(changes.look(60_000, at(50_000, 2)), [
    { at: 60_000, kind: "members", text: "1 → 2 members", group: "g" },
    { at: 50_000, kind: "restart", text: "kafka1 restarted" },
  ]);
});

Deno.test("LabChanges tells of the faults of a chaos run that were not there at first", () => {
  const changes = new LabChanges();
  const fault = (what: string, healed?: number): RunFault => (
    { what, proofs: [], at: 5_000, healed, bounds: [] }
  );
  const during = (...faults: RunFault[]) => ({
    ...aSample(),
    chaos: {
      value: {
        run: {
          ...{ command: "", pid: 1, startedAt: 7, updatedAt: 8, doing: "" },
          state: "running" as const,
          scenarios: [{
            ...{ name: "broker-kill", summary: "", state: "running" as const, faults },
            ...{ wrong: [], samples: [] },
          }],
        },
      },
    },
  });
  const told = (at: number, sample: Sample) =>
    changes.look(at, sample).map(({ at, kind, text }) => [at, kind, text]);
  assertEquals(told(1, during(fault("kafka1 killed"))), []);
  assertEquals(told(2, during(fault("kafka1 killed", 6_000), fault("kafka2 killed"))), [
    [2, "chaos", "broker-kill: healed"],
    [2, "chaos", "broker-kill: kafka2 killed"],
  ]);
  assertEquals(told(3, during(fault("kafka1 killed", 6_000), fault("kafka2 killed"))), []);
});

Deno.test("Moments are kept once each, for as long as charts reach, and asked for by what they are about", () => {
  const moments = new Moments();
  moments.add([
    { at: 2, kind: "leaders", text: "a", topics: ["t"] },
    { at: 1, kind: "restart", text: "b" },
    { at: 3, kind: "members", text: "c", group: "g" },
  ], 3);
  moments.add([{ at: 1, kind: "restart", text: "b" }], 4);
  const texts = (...args: Parameters<Moments["since"]>) =>
    moments.since(...args).map(({ text }) => text).join("");
  assertEquals(
    [
      texts(0),
      texts(0, { topic: "t" }),
      texts(0, { topic: "u" }),
      texts(0, { group: "g" }),
      texts(2),
    ],
    ["ba", "ba", "b", "bac", "a"],
  );
  moments.add([], 3 * 60 * 60_000);
  assertEquals(texts(0), "");
});
