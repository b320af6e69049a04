import { assertEquals } from "@std/assert";
import type { PartitionReplicas } from "../../kafka/admin/replicas/partition_replicas.ts";
import { missingFrom } from "./populate.ts";

const WANTED = { name: "a", partitions: 2, replicationFactor: 3, config: {} };

Deno.test("missingFrom() wants all partitions, each with a leader and all replicas in sync", () => {
  const replicas = [1, 2, 3];
  const full = { leader: 1, replicas, isr: [1, 2, 3], offlineReplicas: [] };
  const cases: [Omit<PartitionReplicas, "topic" | "partition">[], string[]][] = [
    [[full, full], []],
    [[], ["a has 0 of 2 partitions"]],
    [[full], ["a has 1 of 2 partitions"]],
    [[full, { ...full, isr: [1, 2] }], ["a lacks replicas in sync on 1 of 2"]],
    [[{ ...full, leader: undefined }, full], ["a lacks replicas in sync on 1 of 2"]],
  ];
  for (const [found, missing] of cases) {
    const partitions = found.map((metadata, partition) => ({ topic: "a", partition, ...metadata }));
    const topics = partitions.length > 0 ? [{ name: "a", internal: false, partitions }] : [];
    assertEquals(missingFrom({ brokers: [], topics }, [WANTED]), missing);
  }
});
