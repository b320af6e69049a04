import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { setUp } from "./testing/lag_app.ts";

Deno.test("a trailing slash leads to the path without one", async () => {
  const { request } = setUp();
  const { status, headers, text } = await request("/v3/kafka/?a=b");
  assertEquals([status, text], [301, '<a href="/v3/kafka">Moved Permanently</a>.\n\n']);
  assertEquals(headers.get("location"), "/v3/kafka?a=b");
  const deleted = await request("/v3/kafka/local/consumer/x/", { method: "DELETE" });
  assertEquals([deleted.status, deleted.headers.get("location")], [
    308,
    "/v3/kafka/local/consumer/x",
  ]);
});

Deno.test("other methods and paths are answered as Burrow does", async () => {
  const { request } = setUp();
  const wrong = await request("/v3/kafka", { method: "POST" });
  assertEquals([wrong.status, wrong.text], [405, "Method Not Allowed\n"]);
  assertEquals(wrong.headers.get("allow"), "GET, OPTIONS");
  for (const path of ["/v3/nosuch", "/", "/v3/nosuch/"]) {
    const { status, text, headers } = await request(path);
    const body = '{"error":true,"message":"invalid request type","result":{}}\n';
    assertEquals([status, text], [404, body]);
    assertMatch(headers.get("content-type")!, /^text\/plain/);
  }
});

Deno.test("names are taken as they are, and nothing in an answer can be taken for HTML", async () => {
  const { request } = setUp();
  const path = "/v3/kafka/local/consumer/a%2F%3Cb%3E%26%2520/status";
  const { status, text } = await request(path);
  assertEquals(status, 404);
  assertStringIncludes(text, '"group":"a/\\u003cb\\u003e\\u0026%20"');
  assertEquals(JSON.parse(text).request.url, "/v3/kafka/local/consumer/a/<b>&%20/status");
});

Deno.test("/status and /openapi.json tell of the function", async () => {
  const { request } = setUp();
  const status = JSON.parse((await request("/status")).text);
  assertEquals(Object.keys(status).slice(0, 2), ["status", "message"]);
  assertEquals([status.message, status.topics, status.groups], [
    "Watching 1 group of cluster local",
    1,
    { OK: 0, WARN: 0, ERR: 1 },
  ]);
  const { paths } = JSON.parse((await request("/openapi.json")).text);
  assert("delete" in paths["/v3/kafka/{cluster}/consumer/{group}"]);
  assert("/status" in paths);
});

Deno.test("requests that other sites' pages send are refused, but for links", async () => {
  const { request } = setUp();
  const path = "/v3/kafka/local/consumer/demo-ok";
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
  assertEquals((await request(path, { headers })).status, 403);
  assertEquals((await request(path, { method: "DELETE", headers })).status, 403);
  const link = { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate" };
  assertEquals((await request(path, { headers: link })).status, 200);
  assertEquals((await request(path, { headers: { host: "evil.example" } })).status, 421);
});
