import { createRoute } from "@hono/zod-openapi";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createApp } from "./app.ts";
import { Problem } from "./problems/problem.ts";
import { createMetrics } from "./health/process_metrics.ts";

function setUp({ reason }: { reason?: string } = {}) {
  const app = createApp({
    title: "Test",
    description: "",
    allowedHosts: [],
    maxBodyBytes: 10,
    metrics: createMetrics("test"),
    notReady: () => Promise.resolve(reason),
  });
  app.get("/only-get", (c) => c.text("ok"));
  app.on(["GET", "POST"], "/items/:id", (c) => c.text(c.req.param("id")));
  app.get("/problem", () => {
    throw new Problem("busy", "Cannot queue more", { headers: { "retry-after": "3" } });
  });
  const request = (path: string, init: RequestInit = {}) =>
    app.request(path, { ...init, headers: { host: "localhost", ...init.headers as object } });
  return Object.assign(request, { app, request });
}

Deno.test("createApp() serves the routes that all functions have", async () => {
  const request = setUp();
  assertEquals(await (await request("/healthz")).json(), { status: "ok", message: "Alive" });
  assertEquals(await (await request("/readyz")).json(), { status: "ok", message: "Ready" });
  const metrics = await request("/metrics");
  assertStringIncludes(metrics.headers.get("content-type")!, "text/plain; version=0.0.4");
  assertStringIncludes(await metrics.text(), `process_resident_memory_bytes{function="test"}`);
  assertEquals((await (await request("/openapi.json")).json()).openapi, "3.1.0");
});

Deno.test("createApp() describes what may be wrong with the body of any request", async () => {
  const { app, request } = setUp();
  const responses = { 200: { description: "Done" }, 413: { description: "Told by the route" } };
  const route = createRoute({ method: "post", path: "/described", responses });
  app.openapi(route, (c) => c.body(null));
  const { paths } = await (await request("/openapi.json")).json();
  const described = paths["/described"].post.responses;
  assertEquals(Object.keys(described), ["200", "400", "408", "413", "415", "429"]);
  assertEquals(described[413].description, "Told by the route");
  assertEquals(Object.keys(paths["/healthz"].get.responses), ["200"]);
});

Deno.test("createApp() serves its API reference without any other host", async () => {
  const request = setUp();
  const page = await (await request("/docs")).text();
  const assets = [...page.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, url]) => url);
  assertEquals(assets, [
    "data:,",
    "docs/swagger-ui.css",
    "docs/swagger-ui-bundle.js",
    "docs/start.js",
  ]);
  for (const asset of assets.slice(1)) {
    const response = await request(`/${asset}`);
    assertEquals(response.status, 200);
    assert((await response.text()).length > 0);
  }
});

Deno.test("createApp() says on /readyz why the function is not ready", async () => {
  const response = await setUp({ reason: "Cannot reach Kafka" })("/readyz");
  assertEquals([response.status, (await response.json()).detail], [503, "Cannot reach Kafka"]);
});

Deno.test("createApp() answers what it does not have with 404, and other methods with 405", async () => {
  const request = setUp();
  const cases: [string, string, number, string | null][] = [
    ["GET", "/nothing", 404, null],
    ["POST", "/only-get", 405, "GET, HEAD"],
    ["DELETE", "/items/1", 405, "GET, HEAD, POST"],
    ["PUT", "/healthz", 405, "GET, HEAD"],
    ["HEAD", "/only-get", 200, null],
  ];
  for (const [method, path, status, allow] of cases) {
    const response = await request(path, { method });
    assertEquals([response.status, response.headers.get("allow")], [status, allow], path);
  }
});

Deno.test("createApp() answers problems as RFC 9457 and REST Proxy's clients have it", async () => {
  const response = await setUp()("/problem");
  assertEquals(response.headers.get("content-type"), "application/problem+json");
  assertEquals(response.headers.get("retry-after"), "3");
  assertEquals(await response.json(), {
    type: "about:blank",
    title: "Too Many Requests",
    status: 429,
    detail: "Cannot queue more",
    error_code: 429,
    message: "Cannot queue more",
  });
});
