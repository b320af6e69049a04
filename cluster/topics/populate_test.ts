import { assertEquals } from "@std/assert";
import type { PartitionReplicas } from "../../kafka/admin/replicas/partition_replicas.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import { createTopics } from "../../kafka/protocol/cluster/create_topics.ts";
import { metadata } from "../../kafka/protocol/cluster/metadata.ts";
import { FakeBroker } from "../../kafka/testing/fake_broker.ts";
import { toldMetadata } from "../../kafka/testing/told_metadata.ts";
import { executeSteps, missingFrom } from "./populate.ts";

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

Deno.test("executeSteps() has the controller make many topics by few requests, none of which is long", async () => {
  await using broker = new FakeBroker();
  const topics: Record<string, number[]> = {};
  const requests: number[] = [];
  broker.on(
    metadata,
    ({ topics: asked }) => toldMetadata({ brokers: [broker], controller: 1, topics }, asked),
  );
  broker.on(createTopics, ({ topics: asked }) => {
    requests.push(asked.length);
    for (const { name } of asked) topics[name] = [1];
    const made = { errorCode: 0, errorMessage: null, partitions: 1, replicationFactor: 1 };
    return {
      throttleTimeMs: 0,
      topics: asked.map(({ name }) => ({ name, ...made, configs: null })),
    };
  });
  const client = new Brokers({ brokers: [broker.address], clientId: "t" });
  try {
    const steps = Array.from({ length: 50 }, (_, i) => ({
      action: "create" as const,
      topic: { ...WANTED, name: `t${i}` },
      changes: [],
    }));
    await executeSteps(client, steps);
  } finally {
    await client.close();
  }
  assertEquals(requests, [20, 20, 10]);
  assertEquals(Object.keys(topics).length, 50);
});
