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
  assertEquals(refusedFor(["INFO Cluster ID = P8Qc-Zk"]), undefined);
});
