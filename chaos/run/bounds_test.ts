import { assertEquals } from "@std/assert";
import type { ConsumerEvent, Sent } from "../history.ts";
import type { Look } from "../probes/probe.ts";
import type { Sample } from "../workload/sample.ts";
import {
  answersWithin,
  consumedWithin,
  drainedWithin,
  holds,
  inSyncWithin,
  type Measured,
  redeliveredWithin,
  resumesWithin,
  showsWithin,
} from "./bounds.ts";

const NOTHING: Measured = {
  ...{ sent: [], consumed: [], samples: [], passed: [], looks: [] },
  ...{ partitions: 2, from: 1_000, until: 10_000, proven: 1_500 },
};

Deno.test("resumesWithin() tells the longest time that a partition was not acknowledged after the fault", () => {
  const sent = [
    ...[acknowledged(0, 900), acknowledged(1, 950), acknowledged(0, 1_100), acknowledged(1, 1_200)],
    ...[acknowledged(1, 5_700), acknowledged(0, 5_000), acknowledged(1, 30_000)],
  ];
  assertEquals(resumesWithin(8).took({ ...NOTHING, until: 6_000, sent }), 4_500);
  // From the last one on, too: partition 1 is acknowledged no more.
  assertEquals(resumesWithin(8).took({ ...NOTHING, until: 11_000, sent }), 6_000);
});

Deno.test("resumesWithin() tells of a partition that was acknowledged no more", () => {
  const sent = [acknowledged(0, 1_100), acknowledged(1, 900)];
  assertEquals(resumesWithin(8).took({ ...NOTHING, sent }), undefined);
});

Deno.test("consumedWithin() tells likewise of polls", () => {
  const consumed = [[0, 1_100], [1, 4_000]].map(([partition, at]): ConsumerEvent => (
    { kind: "polled", member: "a", partition, at, records: [] }
  ));
  assertEquals(consumedWithin(5).took({ ...NOTHING, until: 4_000, consumed }), 3_000);
});

Deno.test("redeliveredWithin() tells how old the oldest poll is that is repeated after the fault", () => {
  const polls: [at: number, offset: number][] = [[100, 1], [800, 2], [900, 2], [2_000, 2]];
  const consumed = polls.map(([at, offset]): ConsumerEvent => (
    { kind: "polled", member: "a", partition: 0, at, records: [[offset, "k:0"]] }
  ));
  assertEquals(redeliveredWithin(1).took({ ...NOTHING, consumed }), 200);
});

Deno.test("answersWithin() tells the slowest answer while the fault lasts, and of a wrong one", () => {
  const probe = { name: "p", pause: 1, look: () => Promise.resolve("") };
  const looks = [[900, 9_000, "done"], [2_000, 3_000, "503"], [5_500, 100, "503"], [
    7_000,
    9_000,
    "",
  ]]
    .map(([at, took, value]) => ({ probe: "p", at, took, value } as Look));
  const measured = { ...NOTHING, looks, healed: 6_000 };
  const is503 = (value: string) => value === "503";
  assertEquals(answersWithin(5, probe, "it says so", is503).took(measured), 3_000);
  assertEquals(
    answersWithin(5, probe, "it is done", (v) => v === "done").took(measured),
    undefined,
  );
  // From when it was asked last before the fault was there.
  assertEquals(showsWithin(5, probe, "it says so", is503).took(measured), 4_000);
  assertEquals(holds(probe, "it says so", is503).took(measured), 9_000);
});

Deno.test("inSyncWithin() counts until the ISR is full, and stays so", () => {
  const samples = [sample(1_000, 3), sample(2_000, 2), sample(3_000, 3), sample(4_000, 2)];
  assertEquals(inSyncWithin(5).took({ ...NOTHING, samples }), undefined);
  assertEquals(
    inSyncWithin(5).took({ ...NOTHING, samples: [...samples, sample(5_000, 3)] }),
    4_000,
  );
  assertEquals(inSyncWithin(5).took({ ...NOTHING, samples: [sample(2_000, 3)] }), 0);
});

function acknowledged(partition: number, settledAt: number): Sent {
  const id = { id: "", key: "", sequence: 0 };
  return { ...id, partition, outcome: "acknowledged", offset: 0, sentAt: 0, settledAt };
}

function sample(at: number, isr: number): Sample {
  const cluster = { controller: 1, brokers: 3, leaders: [1], epochs: [0], isr: [isr] };
  return { at, acknowledged: 0, delivered: 0, unavailable: 0, lag: 0, cluster };
}

Deno.test("drainedWithin() counts from healing until the lag is what it was before the fault", () => {
  const samples = [[900, 50], [2_000, 900], [3_000, 700], [4_000, 60], [5_000, 40]].map(
    ([at, lag]) => ({ ...sample(at, 3), lag }),
  );
  const healed = 3_500;
  assertEquals(drainedWithin(60).took({ ...NOTHING, samples, healed }), 1_500);
  assertEquals(drainedWithin(60).took({ ...NOTHING, samples, healed, until: 4_500 }), undefined);
});
