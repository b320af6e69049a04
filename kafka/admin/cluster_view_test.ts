import { assertEquals } from "@std/assert";
import type { Metadata } from "../protocol/cluster/metadata.ts";
import { ZERO_UUID } from "../protocol/wire/fields.ts";
import { clusterView } from "./cluster_view.ts";

const broker = (nodeId: number) => ({ nodeId, host: "127.0.0.1", port: 9092, rack: null });
const LEADER_NOT_AVAILABLE = 5;

const METADATA: Metadata = {
  throttleTimeMs: 0,
  brokers: [broker(2), broker(1)],
  clusterId: "a-cluster",
  controller: 2,
  authorizedOperations: 0,
  topics: [
    {
      errorCode: 0,
      name: "orders",
      id: ZERO_UUID,
      internal: false,
      authorizedOperations: 0,
      partitions: [
        {
          ...{ errorCode: 0, partition: 1, leader: 2, leaderEpoch: 0 },
          ...{ replicas: [2, 1], isr: [2], offlineReplicas: [1] },
        },
        {
          ...{ errorCode: LEADER_NOT_AVAILABLE, partition: 0, leader: -1, leaderEpoch: 0 },
          ...{ replicas: [3, 1], isr: [3], offlineReplicas: [3] },
        },
      ],
    },
    {
      ...{ errorCode: 0, name: "__consumer_offsets", id: ZERO_UUID, internal: true },
      ...{ authorizedOperations: 0, partitions: [] },
    },
  ],
};

Deno.test("clusterView() has brokers, topics and a partition without a leader, in order", () => {
  assertEquals(clusterView(METADATA), {
    clusterId: "a-cluster",
    controller: 2,
    brokers: [1, 2].map((id) => ({ id, host: "127.0.0.1", port: 9092 })),
    topics: [
      { name: "__consumer_offsets", internal: true, partitions: [] },
      {
        name: "orders",
        internal: false,
        partitions: [
          {
            ...{ topic: "orders", partition: 0 },
            ...{ replicas: [3, 1], isr: [3], offlineReplicas: [3] },
          },
          {
            ...{ topic: "orders", partition: 1, leader: 2 },
            ...{ replicas: [2, 1], isr: [2], offlineReplicas: [1] },
          },
        ],
      },
    ],
  });
});

Deno.test("clusterView() knows a cluster that has nothing yet", () => {
  const nothing = { ...METADATA, brokers: [], clusterId: null, controller: -1, topics: [] };
  assertEquals(clusterView(nothing), { brokers: [], topics: [] });
});
