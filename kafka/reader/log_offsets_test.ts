import { assertEquals } from "@std/assert";
import { Brokers } from "../client/brokers.ts";
import { metadata } from "../protocol/cluster/metadata.ts";
import { listOffsets } from "../protocol/records/list_offsets.ts";
import { FakeBroker } from "../testing/fake_broker.ts";
import { toldMetadata } from "../testing/told_metadata.ts";
import { logOffsets } from "./log_offsets.ts";

const READ_COMMITTED = 1;

/** Where the log of t-0 begins, is stable and ends, by a leader that tells the end as `end` says. */
async function offsets(end: (isCommitted: boolean) => number): Promise<number[]> {
  await using broker = new FakeBroker();
  broker.on(
    metadata,
    ({ topics }) => toldMetadata({ brokers: [broker], controller: 1, topics: { t: [1] } }, topics),
  );
  broker.on(listOffsets, ({ isolationLevel, topics: [{ partitions: [{ timestamp }] }] }) => ({
    throttleTimeMs: 0,
    topics: [{
      name: "t",
      partitions: [{
        ...{ partition: 0, errorCode: 0, timestamp: -1, leaderEpoch: 0 },
        offset: timestamp === -2 ? 0 : end(isolationLevel === READ_COMMITTED),
      }],
    }],
  }));
  const client = new Brokers({ brokers: [broker.address], clientId: "t" });
  try {
    const logs = await logOffsets(client, [{ topic: "t", partition: 0, leader: 1 }]);
    return [logs.start, logs.stable, logs.end].map((found) => found.get("t")!.get(0)!);
  } finally {
    await client.close();
  }
}

Deno.test("logOffsets() tells no open transaction while records are only being written", async () => {
  let end = 10;
  assertEquals(await offsets(() => end += 5), [0, 20, 20]);
});

Deno.test("logOffsets() tells where an open transaction begins", async () => {
  let end = 10;
  assertEquals(await offsets((isCommitted) => isCommitted ? 7 : end += 5), [0, 7, 15]);
});
