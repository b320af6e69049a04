import { assertEquals } from "@std/assert";
import { parseDump } from "./admin_server.ts";

Deno.test("parseDump() tells brokers, and the controller by its session", () => {
  const cases: [Record<string, string[]>, ReturnType<typeof parseDump>][] = [
    [{}, { brokers: [] }],
    [{ "11": ["/brokers/ids/3"], "12": ["/brokers/ids/1"] }, { brokers: [1, 3] }],
    [
      { "11": ["/controller", "/brokers/ids/2"], "12": ["/brokers/ids/1"] },
      { brokers: [1, 2], controller: 2 },
    ],
    // A controller that has not registered as a broker yet is no controller to anybody.
    [{ "11": ["/controller"], "12": ["/brokers/ids/1"] }, { brokers: [1] }],
    [{ "11": ["/admin/preferred_replica_election", "/x/brokers/ids/4"] }, { brokers: [] }],
  ];
  for (const [ephemerals, expected] of cases) assertEquals(parseDump(ephemerals), expected);
});
