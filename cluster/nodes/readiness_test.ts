import { assertEquals } from "@std/assert";
import type { FunctionState } from "./function_state.ts";
import type { ClusterView, TopicView } from "../../kafka/admin/cluster_view.ts";
import type { BrokerState } from "./broker_state.ts";
import {
  bestView,
  brokerReasons,
  ensembleReasons,
  functionReasons,
  registrationReasons,
  whyUnreachable,
} from "./readiness.ts";
import { topology } from "../topology.ts";
import type { MemberState, Registrations } from "./four_letter_words.ts";

const LAB = topology();

const member = (role: string): MemberState => ({ state: "up", role });
const LEADER = member("leader");
const FOLLOWER = member("follower");
const DOWN = { state: "down" } as const;
const UNRESPONSIVE = { state: "unresponsive" } as const;

Deno.test("ensembleReasons() wants one leader and two followers", () => {
  const cases: [MemberState[], string[]][] = [
    [[FOLLOWER, LEADER, FOLLOWER], []],
    [[DOWN, DOWN, DOWN], ["zoo1 is down", "zoo2 is down", "zoo3 is down"]],
    [[FOLLOWER, UNRESPONSIVE, LEADER], ["zoo2 does not answer"]],
    [[{ state: "looking" }, LEADER, FOLLOWER], ["zoo1 has no quorum"]],
    [[LEADER, FOLLOWER, LEADER], ["the ensemble has 2 leaders: zoo1, zoo3"]],
    [[FOLLOWER, FOLLOWER, FOLLOWER], ["the ensemble has no leader"]],
    [[FOLLOWER, FOLLOWER, UNRESPONSIVE], ["zoo3 does not answer", "the ensemble has no leader"]],
    [[LEADER, FOLLOWER, member("standalone")], [
      "the ensemble is not one: its roles are leader, follower, standalone",
    ]],
  ];
  for (const [members, reasons] of cases) assertEquals(ensembleReasons(LAB, members), reasons);
});

Deno.test("registrationReasons() wants three brokers and a controller", () => {
  const cases: [Registrations | undefined, string[]][] = [
    [{ brokers: [1, 2, 3], controller: 2 }, []],
    [undefined, ["no ZooKeeper node tells which brokers are registered"]],
    [{ brokers: [1, 3], controller: 3 }, ["kafka2 is not registered in ZooKeeper"]],
    [{ brokers: [1, 2, 3] }, ["no broker is the controller"]],
  ];
  for (const [registered, reasons] of cases) {
    assertEquals(registrationReasons(LAB, registered), reasons);
  }
});

function broker(
  change: Partial<Omit<ClusterView, "brokers">> & { brokers?: number[] } = {},
): BrokerState {
  const { brokers: ids = [1, 2, 3] } = change;
  const address = (id: number) => ({ id, host: "127.0.0.1", port: 9092 });
  return {
    state: "up",
    metadata: { clusterId: "c", controller: 1, topics: [], ...change, brokers: ids.map(address) },
  };
}

function topic(name: string, ...partitions: { leader?: number; isr: number[] }[]): TopicView {
  return {
    name,
    internal: false,
    partitions: partitions.map((p, partition) => (
      { topic: name, partition, replicas: [1, 2, 3], offlineReplicas: [], ...p }
    )),
  };
}

Deno.test("brokerReasons() wants every broker to see the others, and every replica in sync", () => {
  const full = { leader: 1, isr: [1, 2, 3] };
  const cases: [BrokerState[], string[]][] = [
    [[broker(), broker(), broker()], []],
    [[broker({ topics: [topic("a", full, full)] }), broker(), broker()], []],
    [[broker(), DOWN, UNRESPONSIVE], ["kafka2 is down", "kafka3 does not answer"]],
    [[broker(), broker({ brokers: [2] }), broker()], ["kafka2 does not see kafka1, kafka3"]],
    [[broker({ brokers: [1, 3] }), DOWN, broker({ brokers: [1, 3] })], ["kafka2 is down"]],
    [[broker(), broker(), broker({ controller: undefined })], ["kafka3 knows of no controller"]],
    [
      [broker({ topics: [topic("a", full, { leader: 1, isr: [1, 3] })] }), broker(), broker()],
      ["kafka2 is not in sync on a-1"],
    ],
    [
      [
        broker({
          topics: [topic("a", { leader: 1, isr: [1] }), topic("b", { leader: 1, isr: [3, 1] })],
        }),
        broker(),
        broker(),
      ],
      ["kafka2 is not in sync on 2 partitions", "kafka3 is not in sync on a-0"],
    ],
    [
      [broker({ topics: [topic("a", { leader: undefined, isr: [3, 2, 1] })] }), broker(), broker()],
      ["a has 1 partition without a leader"],
    ],
    // What the controller says counts, not what another broker has not heard yet.
    [[broker(), broker({ topics: [topic("a", { leader: 1, isr: [1] })] }), broker()], []],
  ];
  for (const [brokers, reasons] of cases) assertEquals(brokerReasons(LAB, brokers), reasons);
});

Deno.test("rules that are asked for some nodes say nothing of the others", () => {
  const without = (name: string) =>
    new Set(
      [...LAB.zookeeper, ...LAB.kafka, ...LAB.functions].map((node) => node.name)
        .filter((other) => other !== name),
    );
  assertEquals(ensembleReasons(LAB, [FOLLOWER, DOWN, LEADER], without("zoo2")), []);
  assertEquals(ensembleReasons(LAB, [FOLLOWER, DOWN, FOLLOWER], without("zoo2")), [
    "the ensemble has no leader",
  ]);
  const registered = { brokers: [1, 3], controller: 1 };
  assertEquals(registrationReasons(LAB, registered, without("kafka2")), []);
  assertEquals(functionReasons(LAB, LAB.functions.map(() => DOWN), new Set(["consumer"])), [
    "consumer is down",
  ]);

  const seen = (topics: TopicView[]) => broker({ brokers: [1, 3], topics });
  const cases: [TopicView[], string[]][] = [
    [[topic("a", { leader: 1, isr: [1, 3] })], []],
    [[topic("a", { leader: 1, isr: [1] })], ["kafka3 is not in sync on a-0"]],
    [[topic("a", { isr: [2] })], [
      "a has 1 partition without a leader",
      "kafka1 is not in sync on a-0",
      "kafka3 is not in sync on a-0",
    ]],
  ];
  for (const [topics, reasons] of cases) {
    const brokers = [seen(topics), DOWN, seen(topics)];
    assertEquals(brokerReasons(LAB, brokers, without("kafka2")), reasons);
  }
});

Deno.test("bestView() is the controller's, or else anybody's", () => {
  const view = (clusterId: string, controller: number) => broker({ clusterId, controller });
  const cases: [BrokerState[], string | undefined][] = [
    [[view("one", 2), view("two", 2), view("three", 2)], "two"],
    [[DOWN, UNRESPONSIVE, view("three", 2)], "three"],
    [[DOWN, DOWN, DOWN], undefined],
  ];
  for (const [brokers, clusterId] of cases) {
    assertEquals(bestView(LAB, brokers)?.clusterId, clusterId);
  }
});

Deno.test("functionReasons() passes on what a function says", () => {
  const cases: [FunctionState[], string[]][] = [
    [[{ state: "ready" }, { state: "ready" }], []],
    [[DOWN, UNRESPONSIVE], ["producer is down", "consumer does not answer"]],
    [
      [{ state: "ready" }, { state: "not ready", reason: "Cannot reach Kafka" }],
      ["consumer is not ready: Cannot reach Kafka"],
    ],
  ];
  const lab = { ...LAB, functions: LAB.functions.slice(0, 2) };
  for (const [states, reasons] of cases) assertEquals(functionReasons(lab, states), reasons);
});

Deno.test("whyUnreachable() names brokers that hang, which no start would mend", () => {
  assertEquals(
    whyUnreachable(LAB, [DOWN, DOWN, DOWN]),
    "Cannot reach a broker: start the lab with `deno task up`",
  );
  assertEquals(
    whyUnreachable(LAB, [UNRESPONSIVE, DOWN, UNRESPONSIVE]),
    "Cannot reach a broker: kafka1 does not answer, kafka3 does not answer",
  );
});
