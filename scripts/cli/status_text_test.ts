import { assertEquals, assertMatch } from "@std/assert";
import type { Snapshot } from "../../cluster/lifecycle/observe.ts";
import { statusText } from "./status_text.ts";

const SNAPSHOT: Snapshot = {
  engine: "native",
  ready: true,
  reasons: [],
  warnings: [],
  nodes: [
    {
      name: "zoo1",
      kind: "zookeeper",
      role: "leader",
      host: "127.0.0.1",
      port: 2181,
      state: "up",
      pid: 41,
      uptimeSeconds: 65,
      memoryBytes: 100 * 2 ** 20,
      restarts: 1,
      note: "ended with signal SIGKILL",
    },
    { name: "kafka1", kind: "kafka", host: "127.0.0.1", port: 9092, state: "starting" },
  ],
  topics: [
    {
      name: "__x",
      partitions: 1,
      replicationFactor: 3,
      underReplicated: 0,
      offline: 0,
      internal: true,
    },
    {
      name: "orders",
      partitions: 12,
      replicationFactor: 3,
      underReplicated: 2,
      offline: 0,
      internal: false,
    },
  ],
  functions: [{ name: "producer", url: "http://localhost:5000", state: "ready", pid: 42 }],
  groups: [
    { group: "g", type: "connect", state: "Stable", members: 2, totalLag: 12345, internal: false },
    {
      group: "instigator-x",
      type: "consumer",
      state: "Empty",
      members: 0,
      totalLag: 0,
      internal: true,
    },
  ],
};

Deno.test("statusText() shows nodes, topics and groups, internal topics last", () => {
  assertEquals(
    statusText(SNAPSHOT).split("\n"),
    [
      "Ready  native engine",
      "",
      "node      role      address                state     process  uptime      memory",
      "zoo1      leader    127.0.0.1:2181         up             41  1 min 5 s  100 MiB" +
      "  restarted 1×, ended with signal SIGKILL",
      "kafka1              127.0.0.1:9092         starting",
      "producer  function  http://localhost:5000  ready          42",
      "",
      "topic   partitions  replicas  in sync",
      "orders          12         3  10 of 12",
      "__x              1         3  all",
      "",
      "group  state   members     lag  type",
      "g      Stable        2  12,345  connect",
    ],
  );
});

Deno.test("statusText() says why the lab is not ready", () => {
  const text = statusText({ ...SNAPSHOT, ready: false, reasons: ["kafka1 is down", "x"] });
  assertMatch(text, /^Not ready {2}native engine$/m);
  assertMatch(text, /\n\nNot ready because\n {2}kafka1 is down\n {2}x$/);
});

Deno.test("statusText() says so when all is down, or when groups cannot be read", () => {
  const down = SNAPSHOT.nodes.map((node) => ({ ...node, state: "down" }));
  const text = statusText({ ...SNAPSHOT, nodes: down, functions: [] });
  assertEquals(text, "Down  start the lab with `deno task up`");
  const groups = statusText({ ...SNAPSHOT, groups: [], groupsError: "no success within 4 s" });
  assertMatch(groups, /Cannot read consumer groups: no success within 4 s$/);
});

Deno.test("statusText() shows odd names in one row, and obeys none", () => {
  const odd = "a\nb\x1b]0;owned\x07\x1b[2J";
  const [{ type, state, members, totalLag, internal }] = SNAPSHOT.groups;
  const text = statusText({
    ...SNAPSHOT,
    ready: false,
    reasons: [`x\ny`],
    groups: [{ group: odd, type, state, members, totalLag, internal }],
  });
  assertMatch(text, /^a\\nb\\x1b\]0;owned\\x07\\x1b\[2J {2}Stable/m);
  assertMatch(text, /^ {2}x\\ny$/m);
});
