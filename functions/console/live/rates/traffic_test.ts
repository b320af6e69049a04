import { assertEquals } from "@std/assert";
import { trafficCounts, trafficRate } from "./traffic.ts";

Deno.test("trafficCounts() names the figures of each process that tells them", () => {
  const processes = new Map([
    ["kafka1", { traffic: { recordsIn: 1, bytesIn: 20, bytesOut: 30 } }],
    ["zoo1", { memoryBytes: 5 }],
  ]);
  const counts = new Map(trafficCounts(processes));
  assertEquals(counts.size, 3);
  assertEquals(counts.get(trafficRate("kafka1", "bytesOut")), 30);
});
