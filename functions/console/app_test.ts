import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { KafkaError } from "../../kafka/errors.ts";
import type { ChartLine } from "./web/chart.tsx";
import { aRecord } from "./testing/fake_cluster.ts";
import { setUp } from "./testing/set_up.ts";

const PAGES = [
  "/",
  "/topics",
  "/topics/sampleOne",
  "/topics/sampleOne/records",
  "/topics/sampleOne/settings",
  "/groups",
  "/groups/readers",
  "/groups/readers/reset?from=earliest",
  "/brokers",
  "/brokers/1",
  "/zookeeper",
];

for (const path of PAGES) {
  Deno.test(`GET ${path} is a page that loads from nowhere else`, async () => {
    const { request } = setUp();
    const { status, headers, body } = await request(path);
    assertEquals(status, 200, body);
    assertEquals(headers.get("content-type"), "text/html; charset=UTF-8");
    const policy = headers.get("content-security-policy")!;
    assertStringIncludes(policy, "default-src 'none'; script-src 'self'; style-src 'self'");
    assert(!policy.includes("unsafe"));
    assertEquals(headers.get("x-frame-options"), "DENY");
    assertEquals(headers.get("referrer-policy"), "same-origin");
    assert(body.startsWith('<!DOCTYPE html><html lang="en">'));
    assertEquals([...body.matchAll(/ style="| on\w+="|(?:src|href)="(?:https?:)?\/\//g)], []);
    assertEquals(body.match(/<h1/g)?.length, 1);
  });
}

Deno.test("names and records show as text, whatever they hold", async () => {
  const { request, cluster } = setUp();
  const evil = `"><script>alert(1)</script><img src=x onerror="alert(1)">`;
  cluster.groupNames = [evil, "a/b?c#d %41"];
  cluster.records = [
    aRecord(evil, { key: new TextEncoder().encode(evil), headers: [[evil, null]] }),
    aRecord(JSON.stringify({ [evil]: evil })),
  ];
  for (
    const path of ["/groups", `/groups/${encodeURIComponent(evil)}`, "/topics/sampleOne/records"]
  ) {
    const { status, body } = await request(path);
    assertEquals(status, 200);
    assertStringIncludes(body, "&lt;script&gt;");
    assert(!body.includes("<script>alert") && !body.includes("<img src=x"), path);
  }
  const { body } = await request(`/groups/${encodeURIComponent("a/b?c#d %41")}`);
  assertStringIncludes(body, "<h1>a/b?c#d %41</h1>");
  const { body: searched } = await request(`/topics?q=${encodeURIComponent(evil)}`);
  assert(!searched.includes("<script>alert"));
});

Deno.test("records show JSON as JSON, and say what is no text", async () => {
  const { request, cluster } = setUp();
  cluster.records = [aRecord('{"n":1}'), aRecord(null), aRecord("", { key: null })];
  const { body } = await request("/topics/sampleOne/records");
  assertStringIncludes(body, '<span class="json-key">&quot;n&quot;</span>');
  assertStringIncludes(body, "<i>tombstone</i>");
  assertStringIncludes(body, "<i>no key</i>");
  assertStringIncludes(body, "<i>empty value</i>");
});

Deno.test("the records' form comes back with what is wrong", async () => {
  const { request } = setUp();
  const { status, body } = await request("/topics/sampleOne/records?from=offset&offset=x");
  assertEquals(status, 200);
  assertStringIncludes(body, "Offset must be a whole number, 0 or more");
  assertStringIncludes(body, 'value="x"');
});

Deno.test("what is not there is a page that says so, and problem details for programs", async () => {
  const { request } = setUp();
  for (const path of ["/nothing", "/topics/none", "/groups/none", "/brokers/9", "/brokers/x"]) {
    const { status, headers, body } = await request(path);
    assertEquals([status, headers.get("content-type")], [404, "text/html; charset=UTF-8"], path);
    assertStringIncludes(body, "Cannot find");
    const { headers: details } = await request(path, { headers: { accept: "*/*" } });
    assertEquals(details.get("content-type"), "application/problem+json", path);
  }
  assertEquals((await request("/topics", { method: "DELETE" })).status, 405);
});

Deno.test("requests of other sites, and to other names, are turned away", async () => {
  const { request, post, cluster } = setUp();
  const fields = { name: "orders" };
  for (
    const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "http://evil.example", "sec-fetch-site": "" },
      { origin: "null", "sec-fetch-site": "" },
    ]
  ) {
    assertEquals((await post("/topics", fields, headers)).status, 403, JSON.stringify(headers));
  }
  const misdirected = await request("/", { headers: { host: "evil.example" } });
  assertEquals(misdirected.status, 421);
  assert(misdirected.headers.get("content-security-policy"));
  assertEquals(cluster.changes, []);
});

Deno.test("links of other sites may lead to pages", async () => {
  const { request } = setUp();
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  assertEquals((await request("/topics/sampleOne", { headers })).status, 200);
});

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
    "/topics/sampleOne/settings",
    ["alterConfig", { topic: "sampleOne" }, { set: { "retention.ms": "1000" } }],
  ],
  [
    "/topics/sampleOne/settings",
    { name: "retention.ms", value: "" },
    "retention.ms is back at its default",
    "/topics/sampleOne/settings",
    ["alterConfig", { topic: "sampleOne" }, { reset: ["retention.ms"] }],
  ],
  [
    "/topics/sampleOne/delete",
    { confirm: "sampleOne" },
    "Topic sampleOne is deleted",
    "/topics",
    ["deleteTopic", "sampleOne"],
  ],
  [
    "/topics/sampleOne/records",
    { key: "k", value: " v\r\nw", headers: "a: b\nc:d:e" },
    "Written to partition 0 at offset 10",
    "/topics/sampleOne/records",
    ["produce", "sampleOne", { key: "k", value: " v\nw", headers: [["a", "b"], ["c", "d:e"]] }],
  ],
  [
    "/topics/sampleOne/records",
    { key: "k", tombstone: "1", partition: "1" },
    "Written to partition 0 at offset 10",
    "/topics/sampleOne/records",
    ["produce", "sampleOne", { key: "k", value: null, headers: [], partition: 1 }],
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
    "/brokers/2",
    ["alterConfig", { broker: 2 }, { set: { "log.cleaner.threads": "2" } }],
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
  ["/topics/sampleOne/delete", { confirm: "SampleOne" }, ["the name was not typed as it is"]],
  ["/topics/sampleOne/partitions", { total: "many" }, ["must be a whole number"]],
  ["/topics/sampleOne/records", { headers: "nothing", value: "kept" }, [
    "Headers must be name: value",
    "kept</textarea>",
  ]],
  ["/groups/readers/delete", {}, ["the name was not typed as it is"]],
  ["/groups/readers/reset", { from: "offset" }, ["must be given"]],
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

Deno.test("a body that is no form is refused", async () => {
  const { post } = setUp();
  const { status } = await post("/topics", { name: "a" }, { "content-type": "application/json" });
  assertEquals(status, 415);
});

Deno.test("without Kafka the overview says so, and other pages come back by themselves", async () => {
  const { request, cluster, post } = setUp();
  cluster.trouble = new KafkaError("UNREACHABLE", "Cannot reach Kafka: no broker answers");
  const overview = await request("/");
  assertEquals(overview.status, 200);
  assertStringIncludes(overview.body, '<div class="report bad" role="status">');
  const topics = await request("/topics?q=a");
  assertEquals(topics.status, 503);
  assertStringIncludes(topics.body, 'data-live="/topics?q=a" data-broken=""');
  assertStringIncludes(topics.body, '<meta http-equiv="refresh" content="5"/>');
  assertEquals((await post("/topics", { name: "orders" })).status, 503);
});

Deno.test("lists are filtered, sorted and paged on the server", async () => {
  const { request, cluster } = setUp();
  const [topic] = cluster.state.topics;
  cluster.state.topics = Array.from({ length: 1000 }, (_, n) => ({
    ...topic,
    name: `t-${`${n}`.padStart(4, "0")}`,
  }));
  const { body } = await request("/topics?page=2&sort=name&order=desc");
  assertEquals(body.match(/<a href="\/topics\/t-\d+">/g)?.length, 50);
  assertStringIncludes(body, ">t-0949<");
  assertStringIncludes(body, "Page 2 of 20");
  const { body: filtered } = await request("/topics?q=T-000");
  assertStringIncludes(filtered, "10 topics");
});

Deno.test("a page's events bring what changes, and viewers share one look", async () => {
  const { app, cluster, sampler, channels } = setUp();
  const headers = { host: "localhost", accept: "text/event-stream" };
  const open = async () => {
    const { body } = await app.request("http://localhost/topics", { headers });
    return body!.pipeThrough(new TextDecoderStream()).getReader();
  };
  const readers = await Promise.all(Array.from({ length: 20 }, open));
  for (const reader of readers) {
    let text = "";
    while (!text.includes("event:regions")) text += (await reader.read()).value;
  }
  assertEquals(channels.viewers, 20);
  assertEquals(cluster.reads.get("topicConfigs"), 1);
  for (const reader of readers) await reader.cancel();
  // It takes a turn until the other end of the pipes knows.
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(channels.viewers, 0);
  sampler.close();
});

Deno.test("a group's chart has a line of each partition, and of all where there are more", async () => {
  const lines = async ({ request }: ReturnType<typeof setUp>) => {
    const { body } = await request("/groups/readers");
    const [, json] = /data-lines="([^"]*)"/.exec(body)!;
    return JSON.parse(json.replaceAll("&quot;", '"')).map(({ label }: ChartLine) => label);
  };
  assertEquals(await lines(setUp()), ["sampleOne/0"]);
  const more = setUp();
  const group = await more.cluster.group("readers");
  group.offsets.push({ topic: "sampleTwo", partition: 3, lag: 1 });
  more.cluster.group = () => Promise.resolve(group);
  assertEquals(await lines(more), ["total", "sampleOne/0", "sampleTwo/3"]);
});

Deno.test("brokers are shown by the names that the settings give them, or by their ids", async () => {
  const unnamed = setUp();
  assertStringIncludes((await unnamed.request("/")).body, '<a href="/brokers/2">broker 2</a>');
  const named = setUp({ brokerNames: new Map([[2, "kafka-b"]]) });
  assertStringIncludes((await named.request("/")).body, '<a href="/brokers/2">kafka-b</a>');
});

Deno.test("GET /status tells programs what the overview shows", async () => {
  const { request, sampler } = setUp();
  await sampler.look();
  const { body } = await request("/status");
  const { status, health, topics, totalLag } = JSON.parse(body);
  assertEquals([status, health, topics, totalLag], ["ok", "ok", 1, 7]);
});

Deno.test("assets are revalidated, not sent again", async () => {
  const { request } = setUp();
  const { headers, status } = await request("/assets/console.css");
  assertEquals([status, headers.get("content-type")], [200, "text/css; charset=utf-8"]);
  const again = await request("/assets/console.css", {
    headers: { "if-none-match": headers.get("etag")! },
  });
  assertEquals([again.status, again.body], [304, ""]);
});
