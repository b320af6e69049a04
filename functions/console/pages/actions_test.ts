import { assertEquals, assertStringIncludes } from "@std/assert";
import { KafkaError } from "../../../kafka/errors.ts";
import { consumerClient, producerClient } from "../sources/function_client.ts";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { setUp } from "../testing/set_up.ts";

/** Path and fields of each action, what it tells, where it leads, and what Kafka is told. */
const ACTIONS: [string, Record<string, string>, string, string, unknown[]][] = [
  [
    "/topics",
    { name: "orders", partitions: "3", replicationFactor: "", config: "a=1\r\nb=2" },
    "Topic orders is created",
    "/topics/orders",
    ["createTopic", {
      name: "orders",
      partitions: 3,
      config: { a: "1", b: "2" },
    }],
  ],
  [
    "/dead-letters/sampleOne.dlq/redrive",
    { error: "no amount", key: "k", to: "sampleTwo", limit: "5", rate: "10" },
    "2 letters are redriven",
    "/dead-letters/sampleOne.dlq",
    ["redrive", "sampleOne.dlq", {
      filter: {
        error: "no amount",
        conditions: [{ part: "key", is: "containing", text: "k" }],
      },
      ...{ to: "sampleTwo", limit: 5, rate: 10 },
    }],
  ],
  [
    "/dead-letters/sampleOne.dlq/discard",
    { letter: "0/7" },
    "2 letters are discarded",
    "/dead-letters/sampleOne.dlq",
    ["discard", "sampleOne.dlq", { filter: { places: [{ partition: 0, offset: 7 }] } }],
  ],
  [
    "/topics/sampleOne/partitions",
    { total: "4" },
    "There are 4 partitions now",
    "/topics/sampleOne",
    ["addPartitions", "sampleOne", 4],
  ],
  [
    "/topics/sampleOne/settings",
    { name: "retention.ms", value: "1000" },
    "retention.ms is 1000 now",
    "/topics/sampleOne/settings#setting-retention.ms",
    ["alterConfig", { topic: "sampleOne" }, { set: { "retention.ms": "1000" } }],
  ],
  [
    "/topics/sampleOne/settings",
    { name: "retention.ms", value: "" },
    "retention.ms is back at its default",
    "/topics/sampleOne/settings#setting-retention.ms",
    ["alterConfig", { topic: "sampleOne" }, { reset: ["retention.ms"] }],
  ],
  [
    "/topics/sampleOne/settings",
    { name: "retention.ms", value: "7 d", view: "q=re&x=//b" },
    "retention.ms is 604800000 now",
    "/topics/sampleOne/settings?q=re&x=%2F%2Fb#setting-retention.ms",
    ["alterConfig", { topic: "sampleOne" }, { set: { "retention.ms": "604800000" } }],
  ],
  [
    "/topics/sampleOne/delete",
    { confirm: "sampleOne" },
    "Topic sampleOne is deleted",
    "/topics",
    ["deleteTopic", "sampleOne"],
  ],
  [
    "/topics/sampleOne/empty",
    { confirm: "sampleOne" },
    "Topic sampleOne is empty: 10 offsets are gone",
    "/topics/sampleOne/settings",
    ["emptyTopic", "sampleOne"],
  ],
  [
    "/topics/sampleOne/delete-records",
    { partition: "1", below: "7", confirm: "sampleOne" },
    "Partition 1 begins at offset 7 now: 7 offsets are gone",
    "/topics/sampleOne/settings",
    ["deleteRecordsBelow", { topic: "sampleOne", partition: 1 }, 7],
  ],
  [
    "/topics",
    { name: "orders", preset: "short-lived", config: "retention.ms=5" },
    "Topic orders is created",
    "/topics/orders",
    ["createTopic", {
      name: "orders",
      config: { "cleanup.policy": "delete", "retention.ms": "5", "segment.ms": "600000" },
    }],
  ],
  [
    "/groups/readers/reset",
    { from: "time", time: "2026-11-22T20:15", topic: "sampleOne" },
    "Offsets of 1 partition are reset",
    "/groups/readers",
    ["resetOffsets", "readers", {
      topic: "sampleOne",
      to: { time: Date.UTC(2026, 10, 22, 20, 15) },
    }],
  ],
  [
    "/groups/readers/delete",
    { confirm: "readers" },
    "Group readers is deleted",
    "/groups",
    ["deleteGroup", "readers"],
  ],
  [
    "/brokers/elect",
    {},
    "Every partition had its preferred leader already",
    "/brokers",
    ["electPreferredLeaders"],
  ],
  [
    "/brokers/move",
    { topic: "sampleOne", partition: "0", replicas: "3,1" },
    "Replicas of sampleOne/0 are on their way to 3, 1",
    "/brokers",
    ["reassign", [{ topic: "sampleOne", partition: 0, replicas: [3, 1] }]],
  ],
  [
    "/brokers/cancel-move",
    { topic: "sampleOne", partition: "0" },
    "sampleOne/0 keeps the replicas it had",
    "/brokers",
    ["cancelReassignments", [{ topic: "sampleOne", partition: 0 }]],
  ],
  [
    "/brokers/2/settings",
    { name: "log.cleaner.threads", value: "2" },
    "log.cleaner.threads is 2 now",
    "/brokers/2#setting-log.cleaner.threads",
    ["alterConfig", { broker: 2 }, { set: { "log.cleaner.threads": "2" } }],
  ],
  [
    "/brokers/2/settings",
    { name: "ssl.keystore.password", value: "s3cret" },
    "ssl.keystore.password is changed",
    "/brokers/2#setting-ssl.keystore.password",
    ["alterConfig", { broker: 2 }, { set: { "ssl.keystore.password": "s3cret" } }],
  ],
  [
    "/brokers/2/settings",
    { name: "listener.name.x.unheard.of", value: "s3cret" },
    "listener.name.x.unheard.of is changed",
    "/brokers/2#setting-listener.name.x.unheard.of",
    ["alterConfig", { broker: 2 }, { set: { "listener.name.x.unheard.of": "s3cret" } }],
  ],
];

for (const [path, fields, told, leads, change] of ACTIONS) {
  Deno.test(`POST ${path} of ${JSON.stringify(fields)} does it, and says so`, async () => {
    const { post, request, cluster } = setUp();
    const { status, location, flash, headers } = await post(path, fields);
    assertEquals([status, location, flash], [303, leads, told]);
    assertEquals(JSON.parse(JSON.stringify(cluster.changes)), [change]);
    const cookie = headers.get("set-cookie")!.split(";")[0];
    const shown = await request("/", { headers: { cookie } });
    assertStringIncludes(shown.body, `<p class="notice ok" role="status">${told}</p>`);
    assertStringIncludes(shown.headers.get("set-cookie")!, "flash=; Max-Age=0");
  });
}

/** Path and fields of a form that cannot be taken, and what its page says. */
const FAULTS: [string, Record<string, string>, string[]][] = [
  ["/topics", { name: "<b>", partitions: "0" }, [
    "Name must be a topic&#39;s name",
    "Partitions must be a whole number from 1",
    'value="&lt;b&gt;"',
  ]],
  ["/topics", { config: "nonsense" }, ["one name=value a line", "nonsense"]],
  ["/topics/sampleOne/empty", { confirm: "x" }, ["the name was not typed as it is"]],
  ["/topics/sampleOne/delete-records", { below: "-1", confirm: "sampleOne" }, [
    "Partition must be a whole number",
    "Below offset must be a whole number",
  ]],
  ["/chosen-topics/delete", { topics: "sampleOne", confirm: "3 topics" }, [
    "the name was not typed as it is",
  ]],
  ["/chosen-topics/settings", { topics: "sampleOne", value: "x" }, ["Setting must not be empty"]],
  ["/topics/sampleOne/delete", { confirm: "SampleOne" }, ["the name was not typed as it is"]],
  ["/topics/sampleOne/partitions", { total: "many" }, ["must be a whole number"]],
  ["/topics/sampleOne/records", { headers: "nothing", value: "kept" }, [
    "Headers must be name: value",
    "kept</textarea>",
  ]],
  ["/groups/readers/delete", {}, ["the name was not typed as it is"]],
  ["/groups/readers/reset", { from: "offset" }, ["must be given"]],
  ["/groups/readers/reset", { from: "shift", shift: "ten" }, ["must be a whole number"]],
  ["/groups/readers/reset", { from: "group" }, ["must be the name of a group"]],
  ["/brokers/move", { topic: "t", partition: "0", replicas: "1;2" }, [
    "Brokers must be broker ids",
  ]],
];

for (const [path, fields, texts] of FAULTS) {
  Deno.test(`POST ${path} of ${JSON.stringify(fields)} comes back with what is wrong`, async () => {
    const { post, cluster } = setUp();
    const { status, body } = await post(path, fields);
    assertEquals(status, 422);
    for (const text of texts) assertStringIncludes(body, text);
    assertEquals(cluster.changes, []);
  });
}

Deno.test("what Kafka refuses is told on the page of the form, and what was typed stays", async () => {
  const { post, cluster } = setUp();
  cluster.refusal = new KafkaError(
    "TOPIC_ALREADY_EXISTS",
    "Cannot create orders: there is such a topic",
  );
  const { status, body } = await post("/topics", { name: "orders", partitions: "3" });
  assertEquals(status, 409);
  assertStringIncludes(body, "Cannot create orders: there is such a topic");
  assertStringIncludes(body, 'value="orders"');
  assertStringIncludes(body, '<details class="folded" open="">');
});

Deno.test("the value of a sensitive setting is not shown again when Kafka refuses it", async () => {
  const { post, cluster } = setUp();
  cluster.refusal = new KafkaError("INVALID_CONFIG", "Cannot change broker 2: the file is missing");
  const change = async (name: string) => {
    const { status, body } = await post("/brokers/2/settings", { name, value: "s3cret" });
    assertEquals(status, 422);
    assertStringIncludes(body, "the file is missing");
    return body.includes("s3cret");
  };
  assertEquals(await change("ssl.keystore.password"), false);
  assertEquals(await change("log.cleaner.threads"), true);
});

Deno.test("a reset that Kafka refuses says why on its page", async () => {
  const { post, cluster } = setUp();
  const reason = "Cannot reset the offsets of readers: it has members (Stable)";
  cluster.refusal = new KafkaError("NON_EMPTY_GROUP", reason);
  const { status, body } = await post("/groups/readers/reset", { from: "earliest" });
  assertEquals(status, 409);
  assertStringIncludes(body, `<p class="notice bad" role="alert">${reason}</p>`);
});

Deno.test("nothing is produced to a topic of Kafka's own, and its page has no form for it", async () => {
  const { post, request, cluster } = setUp();
  cluster.state.topics[0] = { ...cluster.state.topics[0], name: "__offsets", internal: true };
  const { status, body } = await post("/topics/__offsets/records", { value: "x" });
  assertEquals([status, cluster.changes], [422, []]);
  assertStringIncludes(body, "Cannot produce to __offsets. It is Kafka&#39;s own topic");
  const page = await request("/topics/__offsets/records");
  assertEquals([page.status, page.body.includes("Produce records")], [200, false]);
});

Deno.test("a message is cut between letters to what a cookie holds", async () => {
  for (const length of [370, 371, 1_000]) {
    const group = `${"g".repeat(length)}${"😀".repeat(300)}`;
    const { post, request, cluster } = setUp();
    cluster.groupNames = [group];
    const path = `/groups/${encodeURIComponent(group)}`;
    const { status, location, headers } = await post(`${path}/delete`, { confirm: group });
    assertEquals([status, location], [303, "/groups"]);
    const cookie = headers.get("set-cookie")!.split(";")[0];
    assertEquals(cookie.length < 4_000, true);
    const { body } = await request("/", { headers: { cookie } });
    assertStringIncludes(body, `<p class="notice ok" role="status">Group ${"g".repeat(length)}😀`);
  }
});

Deno.test("a body that is no form is refused", async () => {
  const { post } = setUp();
  const { status } = await post("/topics", { name: "a" }, { "content-type": "application/json" });
  assertEquals(status, 415);
});

Deno.test("POST /producer/start hands the fields on, and the producer's answer is told", async () => {
  using network = fakeFetch({
    "http://p:5000/start_producer": { status: "ok", message: "Producer started" },
  });
  const { post } = setUp({ producer: producerClient("http://p:5000") });
  const { status, location, flash } = await post("/producer/start", { rate: "50", keys: "" });
  assertEquals([status, location, flash], [303, "/#producer", "Producer started"]);
  const commands = network.sent.filter(({ body }) => body !== undefined);
  assertEquals(commands, [{ url: "http://p:5000/start_producer", body: { rate: "50" } }]);
});

Deno.test("POST /consumer/pause says on the overview why the consumer refuses", async () => {
  using _ = fakeFetch({
    "http://c:5001/pause_consumer": Response.json({ message: "It is stopped" }, { status: 409 }),
  });
  const { post } = setUp({ consumer: consumerClient("http://c:5001") });
  const { status, body } = await post("/consumer/pause");
  assertEquals(status, 409);
  assertStringIncludes(body, '<p class="notice bad" role="alert">It is stopped</p>');
});
