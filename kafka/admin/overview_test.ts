import { assertEquals } from "@std/assert";
import { ZERO_UUID } from "../protocol/wire/fields.ts";
import { partitionReplicas } from "./replicas/partition_replicas.ts";
import { summarize } from "./overview.ts";

function partition(
  partition: number,
  leader: number,
  replicas: number[],
  isr: number[],
) {
  return { errorCode: 0, partition, leader, leaderEpoch: 0, replicas, isr, offlineReplicas: [] };
}

Deno.test("summarize() counts what is wrong with a topic's partitions", () => {
  const partitions = [
    partition(0, 1, [1, 2, 3], [1, 2, 3]),
    partition(1, 3, [2, 3, 1], [3, 1]),
    partition(2, -1, [3, 1], [3]),
  ];
  const topic = {
    ...{ errorCode: 0, name: "a", id: ZERO_UUID, internal: false, partitions },
    authorizedOperations: 0,
  };
  const view = { name: "a", internal: false, partitions: partitionReplicas(topic) };
  assertEquals(summarize(view, [1, 2, 3, 4]), {
    name: "a",
    internal: false,
    partitions: 3,
    replicationFactor: 3,
    underReplicated: 2,
    offline: 1,
    notPreferred: 1,
    leaders: [1, 3, undefined],
    balance: { brokers: 4, holders: [1, 2, 3], skewed: [1, 3], leaderSkewed: [] },
  });
});
