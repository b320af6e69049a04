import { assertEquals } from "@std/assert";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import { eventually, type Lab } from "../../lab.ts";
import { clusterScenario, decode, mustRefuse, ownTopic, text } from "./cluster_stage.ts";

/** How the console must show the records of a topic. */
export function recordScenarios(lab: Lab): void {
  const scenario = clusterScenario(lab);

  scenario("must browse records from anywhere, filtered and bounded", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 2 });
    for (let n = 0; n < 6; n++) {
      const headers: [string, string][] = [["n", `${n}`], ["n", "again"]];
      await cluster.produce(topic, { key: `k${n}`, value: `v${n}`, headers, partition: n % 2 });
    }
    await cluster.produce(topic, { key: "k6", value: null, partition: 0 });

    const all = await cluster.browse(topic, { from: "earliest", limit: 100 });
    assertEquals([all.end, all.scannedRecords], ["all", 7]);
    assertEquals(all.records.map(text), [
      ...["k0=v0", "k1=v1", "k2=v2", "k3=v3", "k4=v4", "k5=v5", "k6=null"],
    ]);
    const [first] = all.records;
    assertEquals(first.headers.map(([name, value]) => `${name}:${decode(value)}`), [
      ...["n:0", "n:again"],
    ]);

    const browse = async (query: Parameters<ClusterClient["browse"]>[1]) => {
      const { end, records } = await cluster.browse(topic, query);
      return [end, ...records.map(text)];
    };
    assertEquals(await browse({ from: "earliest", limit: 2 }), ["limit", "k0=v0", "k1=v1"]);
    assertEquals(await browse({ from: "latest", limit: 2 }), ["limit", "k5=v5", "k6=null"]);
    assertEquals(await browse({ from: { offset: 2 }, partition: 0, limit: 9 }), [
      ...["all", "k4=v4", "k6=null"],
    ]);
    const timestamp = Number(all.records[4].timestamp);
    assertEquals((await browse({ from: { time: timestamp }, limit: 9 })).at(-1), "k6=null");
    assertEquals(await browse({ from: { time: Date.now() + 60_000 }, limit: 9 }), ["all"]);
    assertEquals(await browse({ from: "latest", limit: 9, filter: { key: "k3" } }), [
      ...["all", "k3=v3"],
    ]);
    assertEquals(await browse({ from: "earliest", limit: 9, filter: { value: "v4" } }), [
      ...["all", "k4=v4"],
    ]);
    assertEquals(await browse({ from: "earliest", limit: 9, filter: { header: "n:5" } }), [
      ...["all", "k5=v5"],
    ]);
    await mustRefuse(
      cluster.browse(topic, { from: "latest", partition: 7, limit: 1 }),
      "noPartition",
    );
    await mustRefuse(cluster.browse(`${topic}-x`, { from: "latest", limit: 1 }), "noTopic");
    await mustRefuse(
      cluster.produce(topic, { key: null, value: "", partition: 7 }),
      "noPartition",
    );
  });

  scenario("must follow a topic as it is written", async (cluster) => {
    const topic = await ownTopic(cluster, { partitions: 3 });
    await cluster.produce(topic, { key: null, value: "before" });
    const controller = new AbortController();
    const seen: string[] = [];
    const query = { filter: { value: "wanted" } };
    const following = (async () => {
      for await (const { records } of cluster.tail(topic, query, controller.signal)) {
        seen.push(...records.map(text));
      }
    })();
    let n = 0;
    await eventually("what is written is seen", async () => {
      await cluster.produce(topic, { key: null, value: "other" });
      await cluster.produce(topic, { key: `${n++}`, value: "wanted" });
      return seen.length > 2;
    });
    controller.abort();
    await following;
    assertEquals(seen.filter((record) => !record.endsWith("=wanted")), []);
  });
}
