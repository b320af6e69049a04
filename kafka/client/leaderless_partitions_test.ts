import { assertEquals, assertRejects } from "@std/assert";
import "./leaderless_partitions.ts";
import newest from "kafkajs/src/protocol/requests/metadata/v6/response.js";

const LEADER_NOT_AVAILABLE = 5;

function metadata(topicErrorCode: number) {
  const partition = (partitionErrorCode: number, partitionId: number, leader: number) => (
    { partitionErrorCode, partitionId, leader, replicas: [1], isr: [1] }
  );
  const partitionMetadata = [partition(0, 0, 1), partition(LEADER_NOT_AVAILABLE, 1, -1)];
  return { brokers: [], topicMetadata: [{ topicErrorCode, topic: "a", partitionMetadata }] };
}

Deno.test("kafkajs reads metadata in which a partition has no leader", async () => {
  const { topicMetadata: [{ partitionMetadata }] } = await newest.parse(metadata(0));
  assertEquals(partitionMetadata.map(({ leader }: { leader: number }) => leader), [1, -1]);
});

Deno.test("kafkajs still refuses metadata in which a topic is unknown", async () => {
  await assertRejects(() => newest.parse(metadata(3)), Error, "does not host");
});
