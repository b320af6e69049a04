import { assertEquals, assertMatch } from "@std/assert";
import { AssignedPartition } from "../partitions/assigned_partition.ts";
import { encodeLedger } from "../../ledger/ledger_metadata.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";
import { StatusReader, type StatusSources } from "./status_reader.ts";
import type { Wanted } from "./wanted_trigger.ts";

const wanted: Wanted = { state: "started", topics: ["t"], group: "g" };

const COUNTS = {
  ...{ records: 12, filtered: 0, failed: 3, retries: 2, halved: 0 },
  ...{ deadLetters: 1, passedBy: 0, skipped: 0, timeouts: 0, calls: 14 },
};

function ledgerAt(position: number): PartitionLedger {
  const ledger = new PartitionLedger({ position: 0 });
  for (let offset = 0; offset < position; offset++) ledger.reckon(offset, undefined, 0);
  return ledger;
}

/** This replica has partition 0, at 12; it has committed 10, and another replica 5 of partition 1. */
function sources(): StatusSources {
  const commit = (partition: number, offset: number) =>
    [`t/${partition}`, {
      topic: "t",
      partition,
      offset,
      metadata: offset < 0 ? null : encodeLedger(ledgerAt(offset)),
    }] as const;
  const log = (partition: number) =>
    [`t/${partition}`, { topic: "t", partition, low: 0, high: 20, stable: 20 }] as const;
  const committed = new Map([commit(0, 10), commit(1, 5), commit(2, -1)]);
  const logs = new Map([log(0), log(1), log(2)]);
  const own = new AssignedPartition(
    { ledger: ledgerAt(12), delivered: 12 },
    committed.get("t/0")!,
  );
  own.noteEnds(15, 15);
  return {
    name: "Consumer",
    offsets: () => Promise.resolve({ committed, logs }),
    runner: { trouble: undefined, membership: { member: "m", partitions: [own] } },
    delivery: { counts: COUNTS },
  };
}

Deno.test("StatusReader.read() shows this replica's partitions, and the whole group's ledger", async () => {
  const status = await new StatusReader(sources()).read(wanted);
  assertEquals(status.message, "Consumer is started");
  assertEquals(status.member, "m");
  assertEquals(status.assignment, [
    {
      ...{ topic: "t", partition: 0, position: 12, committed: 10 },
      ...{ highWatermark: 20, lastStableOffset: 20, lag: 8, lagSeconds: null },
    },
  ]);
  assertEquals(status.totalLag, 8 + 15);
  assertEquals(status.ledger.totals.consumed, 12 + 5);
  assertEquals(status.handler, COUNTS);
  assertEquals(status.problem, null);
});

Deno.test("StatusReader.read() shows what this replica knows if Kafka cannot be asked", async () => {
  const offsets = () => Promise.reject(new Error("no broker"));
  const status = await new StatusReader({ ...sources(), offsets }).read(wanted);
  assertMatch(status.problem!, /^Cannot read the group's offsets: no broker$/);
  assertEquals(status.assignment[0].highWatermark, 15);
  assertEquals(status.ledger.totals.consumed, 12);
});

Deno.test("StatusReader.read() asks nothing before anything was wanted", async () => {
  const offsets = () => Promise.reject(new Error("not to be asked"));
  const runner = { trouble: undefined, membership: undefined };
  const status = await new StatusReader({ ...sources(), offsets, runner }).read(
    undefined,
  );
  assertEquals([status.state, status.wanted, status.problem], ["stopped", null, null]);
  assertEquals(status.assignment, []);
});

Deno.test("StatusReader.read() counts lag up to the first open transaction", async () => {
  const { offsets, ...rest } = sources();
  const status = await new StatusReader({
    ...rest,
    async offsets(target) {
      const found = await offsets(target);
      const logs = found.logs.entries().map(([name, log]) =>
        [name, { ...log, stable: 13 }] as const
      );
      return { ...found, logs: new Map(logs) };
    },
  }).read(wanted);
  const [{ highWatermark, lastStableOffset, lag }] = status.assignment;
  assertEquals([highWatermark, lastStableOffset, lag], [20, 13, 1]);
  assertEquals(status.totalLag, 1 + 8);
});
