import { assertEquals, assertObjectMatch } from "@std/assert";
import {
  brokerStatus,
  functionStatus,
  memberStatus,
  processStatus,
  topicStatus,
} from "./status.ts";
import { topology } from "../topology.ts";

const { zookeeper: [zoo1], kafka: [kafka1], functions: [producer] } = topology();
const STARTED = { state: "running", pid: 7, restarts: 0 } as const;
const METADATA = { brokers: [{ id: 1, host: "127.0.0.1", port: 9092 }], topics: [] };

Deno.test("processStatus() tells a process by its engine, or by the port it holds", () => {
  const startedAt = new Date(Date.now() - 60_000);
  assertObjectMatch(processStatus({ ...STARTED, startedAt, memoryBytes: 5 }), {
    running: true,
    pid: 7,
    uptimeSeconds: 60,
    memoryBytes: 5,
  });
  assertEquals(processStatus({ state: "waiting", restarts: 2, note: "ended" }).running, false);
  assertEquals(processStatus(undefined, { pid: 9, command: "java" }), { running: false, pid: 9 });
  assertEquals(processStatus(), { running: false, pid: undefined });
});

Deno.test("a node has a role while it serves, and starts until it listens", () => {
  const running = processStatus(STARTED);
  const none = processStatus();
  const stopped = processStatus({ state: "stopped", restarts: 0, unwanted: "stopped by hand" });
  const serving = { state: "up", role: "leader" } as const;
  const cases = [
    [memberStatus(zoo1, serving, running), "up", "leader"],
    [memberStatus(zoo1, { state: "looking" }, running), "looking", undefined],
    [memberStatus(zoo1, { state: "down" }, running), "starting", undefined],
    [memberStatus(zoo1, { state: "down" }, none), "down", undefined],
    [memberStatus(zoo1, { state: "down" }, stopped), "stopped", undefined],
    [brokerStatus(kafka1, { state: "up", metadata: METADATA }, 1, running), "up", "controller"],
    [brokerStatus(kafka1, { state: "up", metadata: METADATA }, 2, running), "up", "broker"],
    [brokerStatus(kafka1, { state: "down" }, 1, running), "starting", undefined],
    [brokerStatus(kafka1, { state: "unresponsive" }, 1, none), "unresponsive", undefined],
  ] as const;
  for (const [status, state, role] of cases) {
    assertEquals([status.state, status.role], [state, role]);
  }
});

Deno.test("functionStatus() has the URL", () => {
  assertObjectMatch(functionStatus(producer, { state: "ready" }, processStatus(STARTED)), {
    name: "producer",
    url: "http://localhost:5000",
    state: "ready",
    pid: 7,
  });
});

Deno.test("topicStatus() counts partitions out of sync and without a leader", () => {
  const partition = (partition: number, leader: number | undefined, isr: number[]) => ({
    topic: "a",
    partition,
    leader,
    replicas: [1, 2, 3],
    isr,
    offlineReplicas: [],
  });
  const partitions = [
    partition(0, 1, [1, 2, 3]),
    partition(1, 2, [2]),
    partition(2, undefined, []),
  ];
  assertEquals(topicStatus({ name: "a", internal: false, partitions }), {
    name: "a",
    partitions: 3,
    replicationFactor: 3,
    underReplicated: 2,
    offline: 1,
    internal: false,
  });
});

Deno.test("topicStatus() takes the lab's own topics for internal ones", () => {
  const internal = (name: string, internal = false) =>
    topicStatus({ name, internal, partitions: [] }).internal;
  assertEquals(internal("__consumer_offsets", true), true);
  assertEquals(internal("instigator-control"), true);
  assertEquals(internal("sampleOne"), false);
});
