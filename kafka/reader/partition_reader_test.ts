import { assertEquals } from "@std/assert";
import { metadata } from "../protocol/cluster/metadata.ts";
import { listOffsets } from "../protocol/records/list_offsets.ts";
import { FakeBroker } from "../testing/fake_broker.ts";
import { toldMetadata } from "../testing/told_metadata.ts";
import { PartitionReader } from "./partition_reader.ts";

const NOT_LEADER_FOR_PARTITION = 6;

/** A reader of two partitions, the leader of the second of which tells of it from some question on. */
async function withReader(
  movedFor: number,
  test: (reader: PartitionReader) => Promise<void>,
): Promise<void> {
  await using broker = new FakeBroker();
  let asked = 0;
  broker.on(
    metadata,
    ({ topics }) =>
      toldMetadata({ brokers: [broker], controller: 1, topics: { t: [1, 1] } }, topics),
  );
  broker.on(listOffsets, ({ topics }) => {
    asked++;
    return {
      throttleTimeMs: 0,
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partition }) => ({
          partition,
          errorCode: partition === 1 && asked <= movedFor ? NOT_LEADER_FOR_PARTITION : 0,
          ...{ timestamp: -1, offset: 7, leaderEpoch: 0 },
        })),
      })),
    };
  });
  const reader = new PartitionReader({ brokers: [broker.address], clientId: "t" }, "t");
  try {
    await test(reader);
  } finally {
    await reader.close();
  }
}

Deno.test("PartitionReader.logs() leaves out a partition whose leader moves", () =>
  withReader(2, async (reader) => {
    assertEquals([...(await reader.logs()).keys()], [0]);
    assertEquals(reader.partitions, [0, 1]);
  }));

Deno.test("PartitionReader.logs() waits for a leader that moves, where it is to be patient", () =>
  withReader(4, async (reader) => {
    assertEquals([...(await reader.logs(30_000)).keys()], [0, 1]);
  }));
