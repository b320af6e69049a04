import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { BrowseQuery } from "../../../../kafka/reader/browse.ts";
import { aRecord } from "../../testing/fake_cluster.ts";
import { setUp } from "../../testing/set_up.ts";
import { placesText, readPlaces, topicsAskedFor } from "./topic_places.ts";

Deno.test("topics are asked for by name, and by what their names have in common", () => {
  const all = ["orders", "orders-eu", "payments", "a.b", "axb"];
  assertEquals(topicsAskedFor("orders, payments", all), ["orders", "payments"]);
  assertEquals(topicsAskedFor("orders*", all), ["orders", "orders-eu"]);
  assertEquals(topicsAskedFor("a.b", all), ["a.b"]);
  assertEquals(topicsAskedFor("*", all), all);
  const own = ["__consumer_offsets", "instigator-control"];
  assertEquals(topicsAskedFor("*", [...all, ...own]), all);
  assertEquals(topicsAskedFor("__*, instigator-control", [...all, ...own]), own);
  assertEquals(topicsAskedFor("", all), []);
});

Deno.test("the places of several topics go into an address and back", () => {
  const text = placesText(
    new Map([["a.b", new Map([[0, 1], [1, 7]])], ["c-d", new Map([[0, 3]])]]),
  );
  assertEquals(text, "a.b~0:1,1:7~c-d~0:3");
  assertEquals(readPlaces(text), new Map([["a.b", "0:1,1:7"], ["c-d", "0:3"]]));
  assertEquals(readPlaces("nonsense").size, 0);
});

/** A console whose topics `one` and `two` hold a record each, and what was browsed. */
function twoTopics() {
  const set = setUp();
  const { cluster } = set;
  const [topic] = cluster.state.topics;
  cluster.state.topics = ["one", "two"].map((name) => ({ ...topic, name }));
  const { browse } = cluster;
  const asked: [string, BrowseQuery][] = [];
  cluster.browse = async (...args: unknown[]) => {
    const [name, query] = args as [string, BrowseQuery];
    asked.push([name, query]);
    const timestamp = name === "one" ? 1 : 2;
    const records = [aRecord(`in ${name}`, { topic: name, timestamp })];
    return { ...await browse(), records, place: new Map([[0, 4]]) };
  };
  return { ...set, asked };
}

Deno.test("a search goes over several topics, the newest records first", async () => {
  const { request, asked } = twoTopics();
  const { body } = await request("/records?topics=one,two&value=in");
  assertEquals(asked.map(([topic, { filter }]) => [topic, filter?.value]), [
    ["one", "in"],
    ["two", "in"],
  ]);
  assert(body.indexOf("in two") < body.indexOf("in one"));
  assertStringIncludes(body, '<span class="muted">topic</span> two');
  assertStringIncludes(body, "20 of 20 offsets looked at".slice(3));
  assertStringIncludes(body, '<a href="/topics/two/records/0/9"');
});

Deno.test("a search finds a topic that was created a moment ago by others", async () => {
  const { request, cluster, asked } = twoTopics();
  const { topics } = cluster.state;
  cluster.state.topics = topics.slice(0, 1);
  await request("/topics");
  cluster.state.topics = topics;
  await request("/records?topics=*&value=in");
  assertEquals(asked.map(([topic]) => topic), ["one", "two"]);
});

Deno.test("a search over several topics goes on where it was in each", async () => {
  const { request, cluster, asked } = twoTopics();
  cluster.left = 5;
  const { body } = await request("/records?topics=one,two");
  const next = /rel="next" href="([^"]*)"/.exec(body)![1].replaceAll("&amp;", "&");
  assertEquals(new URLSearchParams(next).get("at"), "one~0:4~two~0:4");
  asked.length = 0;
  await request(`/records?topics=one,two&at=${encodeURIComponent("two~0:4")}`);
  assertEquals(asked.map(([topic, { place }]) => [topic, place]), [["two", new Map([[0, 4]])]]);
});

Deno.test("what is wrong with a search, and a topic that there is not, are told", async () => {
  const { request, asked } = twoTopics();
  const { body } = await request("/records?topics=three");
  assertStringIncludes(body, "There is no topic of these names.");
  for (const query of ["topics=one&where=((", "topics=three&limit=x"]) {
    const { body, status } = await request(`/records?${query}`);
    assertEquals(status, 200);
    assertStringIncludes(body, '<p class="notice bad" role="alert">');
  }
  assertEquals(asked, []);
});

Deno.test("what is found in several topics is one file, one topic after the other", async () => {
  const { request, cluster, asked } = twoTopics();
  const { browse } = cluster;
  cluster.browse = async (...args) => ({ ...await browse(...args), end: "all" as const });
  const { body: page } = await request("/records?topics=one,two&value=in&at=one~0:4");
  assertStringIncludes(page, 'href="/records.jsonl?topics=one%2Ctwo&amp;value=in" download');
  asked.length = 0;
  const { body, headers } = await request("/records.csv?topics=two,one&value=in");
  assertEquals(asked.map(([topic, { filter }]) => [topic, filter?.value]), [
    ["one", "in"],
    ["two", "in"],
  ]);
  assertStringIncludes(headers.get("content-disposition")!, 'filename="records.csv"');
  const [head, ...rows] = body.trimEnd().split("\r\n");
  assertEquals(head, "topic,partition,offset,time,key,value,headers");
  assertEquals(rows.map((row) => row.split(",")[0]), ["one", "two"]);
});
