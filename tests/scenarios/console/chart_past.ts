import { assertEquals, assertStringIncludes } from "@std/assert";
import { HistoryTopic } from "../../../functions/console/live/memory/history_topic.ts";
import { kafkaCluster } from "../../../kafka/cluster/kafka_cluster.ts";
import { eventually, type Lab } from "../../lab.ts";
import { serverSentEvents } from "../../clients/server_sent_events.ts";

/** What the console must know of the past. */
export function chartPastScenarios(lab: Lab): void {
  Deno.test("the console must know the past of its charts after a restart", async () => {
    const page = lab.url("console", "/topics/sampleOne?span=90m");
    const past = async (): Promise<{ at: number[] }> => {
      const response = await fetch(page, { headers: { accept: "text/event-stream" } });
      for await (const { event, data } of serverSentEvents(response)) {
        if (event === "history") return JSON.parse(data);
      }
      throw new Error("The page tells no history");
    };
    // The step under way is not kept.
    const { at: [first] } = await eventually("a step is over", async () => {
      const seen = await past();
      return seen.at.length >= 2 && seen;
    });
    assertEquals((await lab.task("restart", "console")).code, 0);
    await eventually("it knows them again", async () => (await past()).at.includes(first));
    const html = await (await fetch(page, { headers: { accept: "text/html" } })).text();
    assertStringIncludes(html, "console restarted");
  });

  Deno.test("the past of charts must be in a topic that forgets", async () => {
    const settings = { brokers: lab.brokers, clientId: "scenario" };
    const name = `past-${crypto.randomUUID()}`;
    const topic = new HistoryTopic(settings, name);
    const cluster = kafkaCluster(settings);
    const read = async (since: number) =>
      (await Array.fromAsync(topic.read(since))).map((bytes) => new TextDecoder().decode(bytes));
    try {
      assertEquals(await read(0), []);
      await topic.write(new TextEncoder().encode("a"));
      await topic.write(new TextEncoder().encode("b"));
      assertEquals(await read(0), ["a", "b"]);
      assertEquals(await read(Date.now() + 60_000), []);
      const { config, partitions } = await cluster.topic(name);
      const value = (of: string) => config.find(({ name }) => name === of)?.value;
      assertEquals([partitions.length, partitions[0].replicas.length], [1, 3]);
      assertEquals([value("retention.ms"), value("cleanup.policy")], ["7200000", "delete"]);
    } finally {
      await topic.close();
      await cluster.deleteTopic(name).catch(() => {});
      await cluster.close();
    }
  });
}
