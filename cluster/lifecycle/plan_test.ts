import { assertEquals } from "@std/assert";
import type { Observed } from "../engines/engine.ts";
import type { ProcessFacts } from "../engines/process_facts.ts";
import { nodes, topology } from "../topology.ts";
import { type Plan, planUp } from "./plan.ts";

const LAB = topology();
const NAMES = nodes(LAB).map(({ name }) => name);
const DOWN: Observed = { supervised: false, processes: new Map(), takenPorts: [] };
const RUNNING: ProcessFacts = { state: "running", restarts: 0 };

/** A plan as lines of text, a node each. */
function linesOf({ steps, refusal }: Plan): string[] {
  if (refusal !== undefined) return refusal.split("\n");
  return steps.map(({ node, action, why }) => `${action} ${node}: ${why}`);
}

/** All nodes run, but for those that are told otherwise. */
function seen(supervised: boolean, others: Record<string, ProcessFacts | undefined> = {}) {
  const processes = new Map(
    NAMES.flatMap((name): [string, ProcessFacts][] => {
      const facts = name in others ? others[name] : RUNNING;
      return facts ? [[name, facts]] : [];
    }),
  );
  return { ...DOWN, supervised, processes };
}

/** What was seen, whether it was down, and the steps that are not like those of the other nodes. */
const CASES: [name: string, Observed, fromDown: boolean, others: string, odd: string[]][] = [
  ["1: all is down", DOWN, true, "start", []],
  ["2: all runs", seen(true), false, "keep", []],
  ["3: the supervisor died", seen(false), false, "adopt", []],
  [
    "4: a node died, and is being started again",
    seen(true, { kafka2: { state: "waiting", restarts: 1, note: "ended with exit code 1" } }),
    false,
    "keep",
    ["keep kafka2: ended with exit code 1"],
  ],
  [
    "5: a node was stopped by hand",
    seen(true, { kafka2: { state: "stopped", restarts: 0, note: "ended with exit code 143" } }),
    false,
    "keep",
    ["start kafka2: ended with exit code 143"],
  ],
  [
    "6: the supervisor died, and a node since",
    seen(false, { zoo3: { state: "stopped", restarts: 0 } }),
    false,
    "adopt",
    ["start zoo3: it has stopped"],
  ],
  [
    "7: a node was never there",
    seen(true, { console: undefined }),
    false,
    "keep",
    ["start console: it is down"],
  ],
  [
    "8: all was killed, and had another offset",
    { ...seen(false, Object.fromEntries(NAMES.map((name) => [name, undefined]))), offset: 10 },
    true,
    "start",
    [],
  ],
];

for (const [name, observed, fromDown, others, odd] of CASES) {
  Deno.test(`planUp() case ${name}`, () => {
    const plan = planUp(LAB, observed);
    assertEquals([plan.refusal, plan.fromDown], [undefined, fromDown]);
    const lines = linesOf(plan);
    assertEquals(lines.map((line) => line.split(/[ :]/)[1]), NAMES);
    const [like] = Object.entries(Object.groupBy(plan.steps, ({ action, why }) => action + why))
      .toSorted(([, a], [, b]) => b!.length - a!.length);
    assertEquals(like[1]![0].action, others);
    assertEquals(lines.filter((_, i) => !like[1]!.includes(plan.steps[i])), odd);
  });
}

Deno.test("planUp() has what was stopped started, or functions run their new code", () => {
  const why = "stopped by hand";
  const observed = {
    ...seen(true, {
      kafka2: { state: "stopped", restarts: 0, note: why, unwanted: why },
      producer: { state: "stopped", restarts: 0, note: "left out", unwanted: "left out" },
    }),
    outdated: ["consumer"],
  };
  const plan = planUp(LAB, observed);
  assertEquals(plan.unwanted, new Map());
  assertEquals(linesOf(plan).filter((line) => !line.startsWith("keep")), [
    "start kafka2: it was stopped by hand",
    "start producer: it was left out",
    "restart consumer: its code has changed",
  ]);
});

/** What is named, what was stopped by hand before, what has a step, what is not to run afterwards. */
const PARTS: [
  names: string,
  stopped: string[] | "all",
  steps: string,
  unwanted: [string, string][],
][] = [
  [
    "zoo2",
    "all",
    "zoo1 zoo2 zoo3",
    leftOut("kafka1 kafka2 kafka3 producer consumer console rest burrow"),
  ],
  [
    "kafka1",
    "all",
    "zoo1 zoo2 zoo3 kafka1",
    leftOut("kafka2 kafka3 producer consumer console rest burrow"),
  ],
  [
    "consumer",
    "all",
    "zoo1 zoo2 zoo3 kafka1 kafka2 kafka3 consumer",
    leftOut("producer console rest burrow"),
  ],
  ["kafka2", ["kafka2", "zoo1"], "zoo2 zoo3 kafka2", [["zoo1", "stopped by hand"]]],
  ["producer", ["kafka3", "burrow"], "zoo1 zoo2 zoo3 kafka1 kafka2 producer", [
    ["kafka3", "stopped by hand"],
    ["burrow", "stopped by hand"],
  ]],
];

function leftOut(names: string): [string, string][] {
  return names.split(" ").map((name) => [name, "left out"]);
}

for (const [names, stopped, steps, unwanted] of PARTS) {
  Deno.test(`planUp() starts ${names} and what it needs, where ${stopped} is stopped`, () => {
    const facts: ProcessFacts = { state: "stopped", restarts: 0, unwanted: "stopped by hand" };
    const observed = stopped === "all"
      ? DOWN
      : seen(true, Object.fromEntries(stopped.map((name) => [name, facts])));
    const plan = planUp(LAB, observed, names.split(" "));
    assertEquals(plan.steps.map(({ node }) => node).join(" "), steps);
    assertEquals([...plan.unwanted], unwanted);
  });
}

Deno.test("planUp() refuses a service without what it needs, as that was stopped by hand", () => {
  const facts: ProcessFacts = { state: "stopped", restarts: 0, unwanted: "stopped by hand" };
  const cases = [
    [["kafka1", "kafka2", "kafka3"], "there is no broker, as kafka1, kafka2, kafka3 were"],
    [["zoo1", "zoo3"], "the ensemble has no majority, as zoo1, zoo3 were"],
  ] as const;
  for (const [names, lack] of cases) {
    const observed = seen(true, Object.fromEntries(names.map((name) => [name, facts])));
    const { refusal, steps } = planUp(LAB, observed, ["producer"]);
    assertEquals(steps, []);
    assertEquals(
      refusal,
      `Cannot start producer: ${lack} stopped by hand. ` +
        `Start them too: \`deno task start ${names.join(" ")}\``,
    );
  }
});

Deno.test("planUp() minds the ports of what it starts only", () => {
  const takenPorts = [{ port: 5000, use: "producer, HTTP", node: "producer" }];
  assertEquals(planUp(LAB, { ...DOWN, takenPorts }, ["kafka1"]).refusal, undefined);
  assertEquals(planUp(LAB, { ...DOWN, takenPorts }, ["producer"]).steps, []);
});

Deno.test("planUp() refuses an offset other than the one that the lab runs at", () => {
  for (const observed of [seen(true), seen(false)]) {
    const { refusal, steps } = planUp(LAB, { ...observed, offset: 10 });
    assertEquals(steps, []);
    assertEquals(
      refusal?.split(".")[0],
      "Cannot start the lab at port offset 0: it runs at offset 10",
    );
  }
});

Deno.test("planUp() refuses ports that others have, and names port, service and holder", () => {
  const takenPorts = [
    { port: 2181, use: "zoo1, clients", holder: { pid: 7, command: "nc -l 2181" } },
    { port: 9092, use: "kafka1, clients" },
  ];
  const plan = planUp(LAB, { ...DOWN, takenPorts });
  assertEquals(linesOf(plan), [
    "Cannot start the lab: 2 ports are taken",
    "  2181 (zoo1, clients) is held by pid 7: nc -l 2181",
    "  9092 (kafka1, clients) is held by a process of another user",
    "Stop what holds them, or move the lab: INSTIGATOR_PORT_OFFSET=1500 deno task up",
  ]);
});

Deno.test("planUp() names processes of the lab that nothing is on record of", () => {
  const { refusal } = planUp(LAB, {
    ...DOWN,
    takenPorts: [{ port: 2181, use: "zoo1, clients" }],
    strays: [{ name: "zoo1", pid: 7 }],
  });
  assertEquals(
    refusal,
    "Cannot start the lab: it runs already, and what was recorded of it is lost: zoo1 (pid 7). " +
      "Stop it with `deno task down`; the data stays",
  );
});

Deno.test("planUp() refuses what would end at once, but never for a lab that runs", () => {
  const obstacle = "the disk is full";
  assertEquals(planUp(LAB, { ...DOWN, obstacle }).refusal, `Cannot start the lab: ${obstacle}`);
  assertEquals(planUp(LAB, { ...seen(false), obstacle }).refusal, undefined);
});

Deno.test("planUp() starts the registry of a lab that runs without it, and what it needs", () => {
  const lab = topology(0, { registry: true });
  const steps = linesOf(planUp(lab, seen(true)));
  assertEquals(steps.filter((line) => !line.startsWith("keep")), ["start registry: it is down"]);
  assertEquals(
    planUp(lab, DOWN, ["registry"]).steps.map(({ node }) => node),
    ["zoo1", "zoo2", "zoo3", "kafka1", "kafka2", "kafka3", "registry"],
  );
});
