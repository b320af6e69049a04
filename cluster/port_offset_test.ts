import { assertEquals } from "@std/assert";
import { badPorts, goodOffset, moveLab } from "./port_offset.ts";
import { topology } from "./topology.ts";

Deno.test("badPorts() are those that a client refuses, whatever listens there", () => {
  const cases: [offset: number, bad: [number, string][]][] = [
    [0, []],
    [100, []],
    [1000, [[6000, "producer"]]],
    [999, [[6000, "consumer"]]],
    [57, [[5061, "registry"], [5060, "rest"]]],
    [60, [[5060, "producer"], [5061, "consumer"]]],
    [1080, [[10080, "Kafka Manager"]]],
    [1500, []],
    [2000, [[10080, "zoo1's AdminServer"]]],
    [2080, [[10080, "burrow"]]],
    [3007, [[10080, "the supervisor's metrics"]]],
    [3010, [[10080, "kafka1's metrics"]]],
  ];
  for (const [offset, bad] of cases) {
    assertEquals(badPorts(offset).map(({ port, use }) => [port, use]), bad, `${offset}`);
  }
});

Deno.test("goodOffset() is the next one that has none", () => {
  assertEquals([0, 60, 1000, 1500, 2000].map(goodOffset), [0, 62, 1001, 1500, 2001]);
});

Deno.test("moveLab() recommends an offset that works", () => {
  assertEquals(moveLab(topology()), "INSTIGATOR_PORT_OFFSET=1500 deno task up");
  assertEquals(moveLab(topology(56_000)), "INSTIGATOR_PORT_OFFSET=0 deno task up");
});
