import { assertEquals, assertRejects } from "@std/assert";
import { Brokers } from "../../client/brokers.ts";
import { KafkaError } from "../../errors.ts";
import { metadata } from "../../protocol/cluster/metadata.ts";
import { listOffsets } from "../../protocol/records/list_offsets.ts";
import { FakeBroker } from "../../testing/fake_broker.ts";
import { toldMetadata } from "../../testing/told_metadata.ts";
import { offsetsAt, partitionsOf } from "./group_offsets.ts";

const NOT_LEADER = 6;

/** A broker that leads t-0, which ends at 5, and a client; it tells the offset when asked so often. */
async function withLeader(
  refusals: number,
  test: (client: Brokers) => Promise<void>,
): Promise<void> {
  await using broker = new FakeBroker();
  broker.on(
    metadata,
    ({ topics }) => toldMetadata({ brokers: [broker], controller: 1, topics: { t: [1] } }, topics),
  );
  broker.on(listOffsets, () => {
    const errorCode = refusals-- > 0 ? NOT_LEADER : 0;
    const partition = { partition: 0, errorCode, timestamp: -1, offset: 5, leaderEpoch: 0 };
    return { throttleTimeMs: 0, topics: [{ name: "t", partitions: [partition] }] };
  });
  const client = new Brokers({ brokers: [broker.address], clientId: "t" });
  try {
    await test(client);
  } finally {
    await client.close();
  }
}

Deno.test("offsetsAt() asks a leader again that has just been elected", () =>
  withLeader(2, async (client) => {
    const partitions = await partitionsOf(client, ["t"]);
    const found = await offsetsAt(client, partitions, "end");
    assertEquals(found, [{ topic: "t", partition: 0, offset: 5 }]);
  }));

Deno.test("offsetsAt() leaves out what nobody tells", () =>
  withLeader(Infinity, async (client) => {
    assertEquals(await offsetsAt(client, await partitionsOf(client, ["t"]), "end"), []);
  }));

Deno.test("partitionsOf() names all topics that there are not", () =>
  withLeader(0, async (client) => {
    const asked = () => partitionsOf(client, ["a", "t", "b"]);
    const error = await assertRejects(asked, KafkaError, "Cannot find a, b: create it first");
    assertEquals(error.code, "UNKNOWN_TOPIC_OR_PARTITION");
  }));
