import { assertEquals } from "@std/assert";
import { listOffsets } from "../protocol/records/list_offsets.ts";
import { withBroker } from "../testing/with_broker.ts";
import { logOffsets } from "./log_offsets.ts";

const READ_COMMITTED = 1;

/** Tests where the log of t-0 begins, is stable and ends, by a leader that tells the end as `end` says. */
function testOffsets(end: (isCommitted: boolean) => number, expected: number[]): Promise<void> {
  return withBroker(async (client, broker) => {
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
    const logs = await logOffsets(client, [{ topic: "t", partition: 0, leader: 1 }]);
    const found = [logs.start, logs.stable, logs.end].map((at) => at.get("t")!.get(0)!);
    assertEquals(found, expected);
  });
}

Deno.test("logOffsets() tells no open transaction while records are only being written", async () => {
  let end = 10;
  await testOffsets(() => end += 5, [0, 20, 20]);
});

Deno.test("logOffsets() tells where an open transaction begins", async () => {
  let end = 10;
  await testOffsets((isCommitted) => isCommitted ? 7 : end += 5, [0, 7, 15]);
});
