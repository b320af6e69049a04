import { assertEquals } from "@std/assert";
import { topology } from "../../../topology.ts";
import { predecessors } from "./start_order.ts";

const lab = topology(100);

Deno.test("predecessors() has the ensemble start at once", () => {
  assertEquals(predecessors("zookeeper", lab).enough, 0);
});

Deno.test("predecessors() has brokers wait for a quorum, so that a dead member holds nobody up", () => {
  assertEquals(predecessors("kafka", lab), { ports: [8180, 8181, 8182], enough: 2 });
});

Deno.test("predecessors() has functions wait for the first broker", () => {
  assertEquals(predecessors("function", lab), { ports: [9192, 9193, 9194], enough: 1 });
});

Deno.test("predecessors() has the registry wait for most brokers, so that a dead one does not hold it up", () => {
  assertEquals(predecessors("registry", lab), { ports: [9192, 9193, 9194], enough: 2 });
});
