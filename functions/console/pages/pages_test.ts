import { assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { KafkaError } from "../../../kafka/errors.ts";
import { aRecord } from "../testing/fake_cluster.ts";
import { fakeFetch } from "../testing/fake_fetch.ts";
import { setUp } from "../testing/set_up.ts";
import type { ChartLine } from "../web/chart.tsx";

Deno.test("a group of any name has a page, and one row", async () => {
  const { request, cluster } = setUp();
  cluster.groupNames = ["..", ".", "~..", "a\nb", "a/b%2F?#", "\u202egpj", "", "constructor"];
  const { body } = await request("/groups");
  const links = [...body.matchAll(/<a href="(\/groups\/[^"]+)">/g)].map(([, href]) => href);
  assertEquals(links.length, cluster.groupNames.length);
  for (const name of cluster.groupNames) {
    // As a browser follows it: dots and line breaks are not what they seem.
    const reached = await Promise.all(links.map(async (href) => {
      const { pathname } = new URL(href, "http://localhost");
      const { status } = await request(`${pathname}`);
      return status === 200;
    }));
    assertEquals(reached.every(Boolean), true, name);
  }
  assertStringIncludes(body, "a⟨U+000A⟩b");
  const { pathname } = new URL(links[0], "http://localhost");
  const page = await request(pathname);
  assertStringIncludes(page.body, `data-live="${pathname}"`);
});

Deno.test("groups have their type, and brokers that do not answer are named", async () => {
  const { request, cluster } = setUp();
  cluster.protocolType = "connect";
  cluster.silentBrokers = [2];
  const { body } = await request("/groups");
  assertStringIncludes(body, 'data-label="Type"><span class="badge plain">connect</span></td>');
  assertStringIncludes(
    body,
    "Broker 2 does not answer: the groups that it coordinates are missing.",
  );
  assertStringIncludes((await request("/groups/readers")).body, "connect");
});

Deno.test("an open transaction is marked where the high watermark stands", async () => {
  const { request, cluster } = setUp();
  const page = async () => (await request("/topics/sampleOne")).body;
  assertEquals((await page()).includes("open transaction"), false);
  const again = setUp();
  again.cluster.lastStableOffset = 7;
  const { body } = await again.request("/topics/sampleOne");
  const mark = '<span class="badge warn">open transaction: last stable offset 7</span>';
  assertStringIncludes(body, `data-label="High watermark" class="numeric">${mark}10</td>`);
  assertEquals(cluster.changes, []);
});

Deno.test("records name the partitions that cannot be read", async () => {
  const { request, cluster } = setUp();
  cluster.unread = [1];
  const { body } = await request("/topics/sampleOne/records");
  assertStringIncludes(body, "Partition 1 of sampleOne cannot be read now: it has no leader");
  assertStringIncludes(body, "that is all there is elsewhere");
});

Deno.test("a search says how far it has come, and goes on from there", async () => {
  const { request, cluster } = setUp();
  cluster.records = [aRecord("a")];
  [cluster.place, cluster.left] = [new Map([[0, 4], [1, 3]]), 7];
  const { body } = await request("/topics/sampleOne/records?value=a&at=0:5,1:6");
  assertStringIncludes(body, "10 offsets looked at");
  assertStringIncludes(body, '<span data-looked="3">3</span>');
  assertStringIncludes(body, 'href="?value=a&amp;at=0%3A4%2C1%3A3">Go on</a>');
  assertStringIncludes((await request("/topics/sampleOne/records?at=x")).body, "partition:offset");
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
  assertEquals(body.match(/<a href="\/topics\/t-\d+\/records">/g)?.length, 50);
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
  const one = setUp();
  const { offsets: [first] } = await one.cluster.group("readers");
  const alone = { ...await one.cluster.group("readers"), offsets: [first] };
  one.cluster.group = () => Promise.resolve(alone);
  assertEquals(await lines(one), ["sampleOne/0"]);
  const more = setUp();
  const group = await more.cluster.group("readers");
  group.offsets.push({ topic: "sampleTwo", partition: 3, lag: 1 });
  more.cluster.group = () => Promise.resolve(group);
  assertEquals(await lines(more), ["total", "sampleOne/0", "sampleOne/1", "sampleTwo/3"]);
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

Deno.test("dead letters are listed by topic, by error and one by one", async () => {
  const { request } = setUp();
  const topics = (await request("/dead-letters")).body;
  assertStringIncludes(topics, '<a href="/dead-letters/sampleOne.dlq">sampleOne.dlq</a>');
  assertStringIncludes(topics, "partition 1 has no leader");
  const { body } = await request("/dead-letters/sampleOne.dlq?key=k");
  assertStringIncludes(body, "2 letters are open; 2 letters as asked for.");
  assertStringIncludes(body, "error=TypeError%3A+no+%3Camount%3E+in+%23");
  assertStringIncludes(body, 'href="/dead-letters/sampleOne.dlq/redrive?key=k"');
  const letter = (await request("/dead-letters/sampleOne.dlq/0/7")).body;
  assertStringIncludes(letter, "TypeError: no &lt;amount&gt; in 17");
  assertStringIncludes(letter, "Error: too early");
  assertStringIncludes(letter, 'href="/dead-letters/sampleOne.dlq/redrive?letter=0%2F7"');
  assertEquals((await request("/dead-letters/sampleOne.dlq/0/x")).status, 404);
});

Deno.test("a filter of dead letters that cannot be says so at its field", async () => {
  const { request } = setUp();
  const { status, body } = await request("/dead-letters/sampleOne.dlq?letter=7");
  assertEquals(status, 200);
  assertStringIncludes(body, "must be partition/offset, such as 0/17");
});

Deno.test("none of the letters to choose from is never all of them", async () => {
  const { request, cluster } = setUp();
  const none = await request("/dead-letters/sampleOne.dlq/redrive?choose=yes");
  assertStringIncludes(none.body, "must be chosen: none was");
  assertEquals(cluster.reads.get("planRedrive"), undefined);
  const two = await request("/dead-letters/sampleOne.dlq/redrive?choose=yes&letter=0/1&letter=0/2");
  assertStringIncludes(two.body, 'name="letter" value="0/1,0/2"');
});

Deno.test("a setting is changed in its row, with its value and what it means", async () => {
  const { request } = setUp();
  const { body } = await request("/topics/sampleOne/settings?q=e&edit=cleanup.policy");
  const [row] = /<tr[^>]*><td[^>]*><code id="setting-cleanup\.policy".*?<\/tr>/s.exec(body)!;
  assertStringIncludes(row, '<option value="compact" selected="">compact</option>');
  assertStringIncludes(row, 'name="view" value="q=e"');
  assertStringIncludes(row, 'href="?q=e#setting-cleanup.policy"');
  assertStringIncludes(body, 'href="?q=e&amp;edit=retention.ms#setting-retention.ms"');
});

Deno.test("a setting that was refused stays in its row as it was typed, though a filter hid it", async () => {
  const { post, cluster } = setUp();
  cluster.refusal = new KafkaError("INVALID_CONFIG", "Not a number of type LONG");
  const sent = { name: "retention.ms", value: "soon", view: "q=cleanup" };
  const { body } = await post("/topics/sampleOne/settings", sent);
  const [row] = /<tr[^>]*><td[^>]*><code id="setting-retention\.ms".*?<\/tr>/s.exec(body)!;
  assertStringIncludes(row, "Not a number of type LONG");
  assertStringIncludes(row, 'value="soon"');
  assertStringIncludes(row, 'name="view" value="q=cleanup"');
});

Deno.test("a group's partitions are ordered by lag, and found by topic", async () => {
  const { request } = setUp();
  const lags = async (query: string) => {
    const { body } = await request(`/groups/readers${query}`);
    return [...body.matchAll(/data-label="Lag" class="numeric">(\d+)</g)].map(([, lag]) => lag);
  };
  assertEquals(await lags("?sort=lag&order=asc"), ["5", "7"]);
  assertEquals(await lags("?sort=lag&order=desc"), ["7", "5"]);
  assertEquals(await lags("?q=sampleone"), ["7", "5"]);
  assertEquals(await lags("?q=other"), []);
});
