import { assertEquals, assertStringIncludes } from "@std/assert";
import { Hono } from "hono";
import { answerHead } from "../serving/head.ts";
import { Problem } from "../problems/problem.ts";
import { keepSafe } from "./safe_methods.ts";

function setUp() {
  let changes = 0;
  const app = new Hono();
  app.use(answerHead());
  app.use(keepSafe((path) => path === "/start"));
  app.on(["GET", "POST"], "/start", (c) => c.json({ changes: ++changes }));
  app.get("/page", (c) => c.text("a page"));
  app.get("/stream", () =>
    new Response(new ReadableStream(), {
      headers: { "content-type": "text/event-stream; charset=utf-8" },
    }));
  app.onError((error) => (error as Problem).toResponse());
  const request = (path: string, init: RequestInit) => app.request(path, init);
  return { request, changes: () => changes };
}

Deno.test("keepSafe() lets programs change things by GET, and anyone by POST", async () => {
  const { request, changes } = setUp();
  await request("/start", { headers: { "user-agent": "curl/8.5.0" } });
  await request("/start", { method: "POST", headers: { "user-agent": "Mozilla/5.0" } });
  assertEquals(changes(), 2);
});

Deno.test("keepSafe() has HEAD change nothing", async () => {
  const { request, changes } = setUp();
  const response = await request("/start", { method: "HEAD" });
  assertEquals([response.status, response.headers.get("content-length"), changes()], [
    200,
    null,
    0,
  ]);
});

Deno.test("keepSafe() has a browser POST what changes something", async () => {
  const { request, changes } = setUp();
  const cases: Record<string, string>[] = [
    { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" },
    { "sec-fetch-site": "none", "sec-fetch-mode": "navigate" },
    { "sec-fetch-site": "same-origin" },
    { "sec-purpose": "prefetch" },
    { purpose: "prefetch" },
    { "x-moz": "prefetch" },
    { referer: "http://localhost:5000/docs" },
    { origin: "http://localhost:5000" },
  ];
  for (const headers of cases) {
    const response = await request("/start", { headers });
    assertEquals([response.status, response.headers.get("allow")], [405, "POST"]);
    assertStringIncludes((await response.json()).detail, "use POST");
    assertEquals((await request("/page", { headers })).status, 200);
  }
  assertEquals(changes(), 0);
});

Deno.test("answerHead() tells the length of GET's content, and none of a stream's", async () => {
  const { request } = setUp();
  const length = async (path: string) =>
    (await request(path, { method: "HEAD" })).headers.get("content-length");
  assertEquals([await length("/page"), await length("/stream")], ["6", null]);
});
