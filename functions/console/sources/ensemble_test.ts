import { assertEquals } from "@std/assert";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { readEnsemble } from "./ensemble.ts";

Deno.test("readEnsemble() tells members that serve, look for a quorum, or are down", async () => {
  using _ = fakeFetch({
    "http://h:1/commands/monitor": {
      error: null,
      server_state: "leader",
      uptime: 1234,
      znode_count: "56",
      avg_latency: 0.5,
      version: "3.8.4-9316c2a7, built on 2024-02-12 22:16 UTC",
    },
    "http://h:2/commands/monitor": {
      error: "This ZooKeeper instance is not currently serving requests",
    },
  });
  const addresses = [1, 2, 3].map((n) => ({ name: `zoo${n}`, address: `h:${n}` }));
  const [leader, looking, down] = await readEnsemble(addresses);
  assertEquals([leader.state, leader.role, looking.state, down.state], [
    "up",
    "leader",
    "looking",
    "down",
  ]);
  const { uptimeMs, znodes, averageLatency, version } = leader.figures!;
  assertEquals([uptimeMs, znodes, averageLatency, version], [1234, 56, 0.5, "3.8.4"]);
});
