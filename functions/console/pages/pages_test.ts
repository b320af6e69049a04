import { assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { KafkaError } from "../../../kafka/errors.ts";
import { aRecord } from "../testing/fake_cluster.ts";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { setUp } from "../testing/set_up.ts";
import type { ChartLine } from "../web/chart.tsx";

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
  await delay(0);
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

Deno.test("memory and traffic of brokers are those of the process that has their name", async () => {
  using _ = fakeFetch({ "http://b:7070/metrics": "process_resident_memory_bytes 200000000\n" });
  const { request } = setUp({
    brokerNames: new Map([[2, "kafka-b"]]),
    metrics: [{ name: "kafka-b", url: "http://b:7070/metrics" }],
  });
  const { body } = await request("/brokers");
  assertEquals(
    [...body.matchAll(/data-label="Memory" class="numeric">([^<]*)</g)].map((m) => m[1]),
    [
      "–",
      "191 MiB",
      "–",
    ],
  );
});
