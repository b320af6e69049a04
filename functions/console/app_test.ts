import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { aRecord } from "./testing/fake_cluster.ts";
import { setUp } from "./testing/set_up.ts";

const PAGES = [
  "/",
  "/map",
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
  "/records",
  "/records?topics=sample*&where=offset+%3E+1",
  "/chosen-topics",
  "/chosen-topics?topic=sampleOne",
  "/topics?clone=sampleOne",
  "/clock",
  "/search",
  "/search?q=sample",
];

for (const path of PAGES) {
  Deno.test(`GET ${path} is a page that loads from nowhere else`, async () => {
    const { request } = setUp();
    const { status, headers, body } = await request(path);
    assertEquals(status, 200, body);
    assertEquals(headers.get("content-type"), "text/html; charset=UTF-8");
    assertStrict({ headers, body });
    assert(body.startsWith('<!DOCTYPE html><html lang="en">'));
    assertEquals(body.match(/<h1/g)?.length, 1);
  });
}

/** What of an answer a browser keeps to, and that nothing in it needs more. */
function assertStrict({ headers, body }: { headers: Headers; body: string }): void {
  const policy = headers.get("content-security-policy")!;
  assertStringIncludes(policy, "default-src 'none'; script-src 'self'; style-src 'self'");
  assert(!policy.includes("unsafe"));
  assertEquals(headers.get("x-frame-options"), "DENY");
  assertEquals(headers.get("referrer-policy"), "same-origin");
  const loose = / style="| on\w+="|(?:src|href)="(?:https?:)?\/\/|<style|<script(?! [^>]*src=)/g;
  assertEquals([...body.matchAll(loose)], []);
}

Deno.test("every route answers by the strict policy, also where there is no such thing", async () => {
  const { app } = setUp();
  const patterns = new Set(
    app.routes.filter(({ method }) => method === "GET").map(({ path }) => path),
  );
  let pages = 0;
  for (const pattern of patterns) {
    // The API reference has its own, as any function's.
    if (pattern.startsWith("/docs")) continue;
    for (const topic of ["sampleOne", "nosuch"]) {
      const path = pattern.replace(/\{[^/]*\}/g, "").replace(":topic", topic)
        .replace(":group", "readers").replace(/:(partition|offset)/g, "0").replace(/:\w+/g, "1");
      const response = await app.request(`http://localhost:5002${path}`, {
        headers: { host: "localhost:5002", accept: "text/html" },
      });
      // Streams do not end.
      if (!response.headers.get("content-type")?.startsWith("text/html")) {
        await response.body?.cancel();
        continue;
      }
      pages++;
      assertStrict({ headers: response.headers, body: await response.text() });
    }
  }
  assert(pages > 40, `${pages} pages`);
});

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

Deno.test("GET /status tells programs what the overview shows", async () => {
  const { request, sampler } = setUp();
  await sampler.look();
  const { body } = await request("/status");
  const { status, health, topics, totalLag } = JSON.parse(body);
  assertEquals([status, health, topics, totalLag], ["ok", "ok", 1, 12]);
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
