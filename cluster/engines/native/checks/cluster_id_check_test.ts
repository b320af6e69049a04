import { assertEquals } from "@std/assert";
import { clusterIdFindings, refusedFor } from "./cluster_id_check.ts";

Deno.test("clusterIdFindings() wants one id everywhere", () => {
  const cases: [ids: (string | undefined)[], ensemble: string | undefined, level: string][] = [
    [[undefined, undefined], undefined, "ok"],
    [[undefined, undefined], "a", "ok"],
    [["a", "a", undefined], undefined, "ok"],
    [["a", "a"], "a", "ok"],
    [["a", "b"], undefined, "problem"],
    [["a", "a"], "b", "problem"],
  ];
  for (const [ids, ensemble, level] of cases) {
    const stored = ids.map((id, i) => ({ name: `kafka${i + 1}`, id }));
    assertEquals(clusterIdFindings(stored, ensemble)[0].level, level, `${ids}, ${ensemble}`);
  }
});

Deno.test("clusterIdFindings() tells who has which id", () => {
  const stored = [{ name: "kafka1", id: "a" }, { name: "kafka2" }];
  assertEquals(
    clusterIdFindings(stored, "b")[0].found,
    "the data of Kafka and of ZooKeeper are of different clusters; kafka1 has a; " +
      "the ensemble has b",
  );
});

Deno.test("refusedFor() finds the ensemble's id in a broker's log", () => {
  const refusal = "java.lang.RuntimeException: Invalid cluster.id in: /data/meta.properties. " +
    "Expected P8Qc-Zk, but read SSClkMO";
  assertEquals(refusedFor(["INFO starting", refusal, "INFO shutting down"]), "P8Qc-Zk");
  const anew = "[2026-01-01 00:00:00,000] INFO starting (kafka.server.KafkaServer)";
  assertEquals(refusedFor([anew, refusal]), "P8Qc-Zk");
  assertEquals(refusedFor([refusal, anew, "INFO Connecting to zookeeper"]), undefined);
  assertEquals(refusedFor(["INFO Cluster ID = P8Qc-Zk"]), undefined);
});

Deno.test("clusterIdFindings() names the folder that alone is of another cluster", () => {
  const fixOf = (...ids: string[]) =>
    clusterIdFindings(ids.map((id, i) => ({
      name: `kafka${i + 1}`,
      folder: `/data/kafka${i + 1}`,
      id,
    })))[0].fix;
  assertEquals(
    fixOf("a", "b", "a"),
    "`deno task down --volumes` removes both; the next `up` starts afresh. Or move /data/kafka2 " +
      "away: kafka2 gets its records from the other brokers",
  );
  for (const ids of [["a", "b"], ["a", "b", "c"]]) {
    assertEquals(
      fixOf(...ids),
      "`deno task down --volumes` removes both; the next `up` starts afresh",
    );
  }
});
