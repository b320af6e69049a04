import { assertEquals } from "@std/assert";
import { topology } from "../topology.ts";
import type { BrokenFunction, FunctionDescription, OwnFunction } from "./own_function.ts";
import { nextPort, placeFunctions } from "./place_functions.ts";

function own(name: string, port: number, more: Partial<FunctionDescription> = {}): OwnFunction {
  const folder = `/app/${name}`;
  return {
    ...{ name, folder, file: `${folder}/function.ts`, config: "/app/deno.json", imports: [] },
    description: {
      ...{
        name,
        port,
        description: null,
        trigger: null,
        output: null,
        deadLetters: {},
        fetch: true,
      },
      ...{ schedule: null, permissions: { net: [], env: [], read: [] }, replicas: 1, env: {} },
      resources: {},
      ...more,
    },
  };
}

/** The nodes as `name:port`, and why the others are none. */
function place(offset: number, ...functions: (OwnFunction | BrokenFunction)[]) {
  const { placed, broken } = placeFunctions(topology(offset), functions);
  return {
    placed: placed.map(({ name, port }) => `${name}:${port}`),
    broken: broken.map(({ name, reason }) => `${name}: ${reason}`),
  };
}

Deno.test("placeFunctions() moves ports with the lab's, and gives each replica one of its own", () => {
  assertEquals(place(100, own("bills", 5011), own("orders", 5010, { replicas: 3 })), {
    placed: ["bills:5111", "orders:5110", "orders-2:5210", "orders-3:5310"],
    broken: [],
  });
  assertEquals(place(0, own("none", 5010, { replicas: 0 })), { placed: [], broken: [] });
});

Deno.test("placeFunctions() refuses what the lab or another function has, and says what is free", () => {
  const cases: [OwnFunction[], string][] = [
    [[own("orders", 5001)], "orders: port 5001 is consumer's; 5010 is free"],
    [[own("orders", 5003)], "orders: port 5003 is rest's; 5010 is free"],
    [[own("orders", 9093)], "orders: port 9093 is kafka2's; 5010 is free"],
    [[own("orders", 7073)], "orders: port 7073 is supervisor's; 5010 is free"],
    [[own("a", 5010), own("b", 5010)], "b: port 5010 is a's; 5011 is free"],
    [[own("a", 5010, { replicas: 2 }), own("b", 5110)], "b: port 5110 is a-2's; 5011 is free"],
    [
      [own("a", 5110), own("b", 5010, { replicas: 2 })],
      "b: port 5110 of its replica b-2 is a's; 5010 is free",
    ],
    [
      [own("orders", 5060)],
      "orders: port 5060 is one that browsers and fetch refuse; 5010 is free",
    ],
    [[own("kafka2", 5010)], "kafka2: the name kafka2 is taken by the lab: rename its folder"],
    [[own("gateway", 5010)], "gateway: the name gateway is taken by the lab: rename its folder"],
    [
      [own("a", 5010, { replicas: 2 }), own("a-2", 5011)],
      "a-2: the name a-2 is taken by /app/a/function.ts: rename its folder",
    ],
  ];
  for (const [functions, reason] of cases) {
    assertEquals(place(0, ...functions).broken, [reason]);
  }
  assertEquals(place(56_000, own("high", 9999)).broken, [
    "high: port 9999 is moved beyond 65535 by the port offset 56000",
  ]);
});

Deno.test("placeFunctions() keeps one broken function from none of the others", () => {
  const { folder, file, config } = own("bad", 0);
  const bad: BrokenFunction = { name: "bad", folder, file, config, reason: "port must be there" };
  assertEquals(place(0, bad, own("good", 5010)), {
    placed: ["good:5010"],
    broken: ["bad: port must be there"],
  });
});

Deno.test("nextPort() is the first port from 5010 on that nothing has", () => {
  assertEquals(nextPort([]), 5010);
  assertEquals(nextPort([own("a", 5010), own("b", 5012)]), 5011);
});
