import { assertEquals, assertStringIncludes } from "@std/assert";
import { KafkaError } from "../../../../kafka/errors.ts";
import { setUp } from "../../testing/set_up.ts";

const CHOSEN = { topics: "orders,payments", confirm: "2 topics" };

Deno.test("topics are chosen, and what is done to them names them", async () => {
  const { request } = setUp();
  const { body } = await request("/chosen-topics");
  assertStringIncludes(body, '<input type="checkbox" name="topic" value="sampleOne"/>');
  const { body: chosen } = await request("/chosen-topics?topic=sampleOne&topic=no-such-one");
  assertStringIncludes(chosen, "<h1>1 topic</h1>");
  assertStringIncludes(chosen, '<input type="hidden" name="topics" value="sampleOne"/>');
});

Deno.test("several topics are emptied, deleted and changed, one after the other", async () => {
  const { post, cluster } = setUp();
  const { flash, location } = await post("/chosen-topics/delete", CHOSEN);
  assertEquals([flash, location], ["2 topics are deleted", "/topics"]);
  assertEquals((await post("/chosen-topics/empty", CHOSEN)).flash, "2 topics are emptied");
  const change = { ...CHOSEN, name: "retention.ms", value: "7d" };
  assertEquals((await post("/chosen-topics/settings", change)).flash, "2 topics are changed");
  await post("/chosen-topics/settings", { ...change, value: "" });
  const set = { set: { "retention.ms": "604800000" } };
  const reset = { reset: ["retention.ms"] };
  assertEquals(cluster.changes, [
    ...[["deleteTopic", "orders"], ["deleteTopic", "payments"]],
    ...[["emptyTopic", "orders"], ["emptyTopic", "payments"]],
    ...["orders", "payments"].map((topic) => ["alterConfig", { topic }, set]),
    ...["orders", "payments"].map((topic) => ["alterConfig", { topic }, reset]),
  ]);
});

Deno.test("what Kafka refuses says how many it was done to before", async () => {
  const { post, cluster } = setUp();
  const { deleteTopic } = cluster;
  cluster.deleteTopic = (...args: unknown[]) => {
    if (args[0] === "payments") {
      cluster.refusal = new KafkaError("TOPIC_DELETION_DISABLED", "Cannot");
    }
    return deleteTopic(...args);
  };
  const { status, body } = await post("/chosen-topics/delete", CHOSEN);
  assertEquals(status, 409);
  assertStringIncludes(body, "1 of 2 are deleted. Cannot");
});
