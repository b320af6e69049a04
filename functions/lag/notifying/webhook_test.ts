import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { WebhookConfig } from "../settings/burrow_config.ts";
import { notFound } from "../evaluation/evaluator.ts";
import type { Notification } from "./incidents.ts";
import { Log } from "../logging/log.ts";
import { sendWebhook } from "./webhook.ts";

const CONFIG: WebhookConfig = {
  "class-name": "http",
  interval: 1,
  threshold: 2,
  "send-once": false,
  "send-close": true,
  "template-open": "",
  "template-close": "",
  "group-allowlist": "",
  "group-denylist": "",
  extras: { tier: "lab" },
  "url-open": "http://localhost/{{.Cluster}}/{{ .Group }}",
  "url-close": "http://localhost/{{.ID}}",
  "method-open": "POST",
  "method-close": "DELETE",
  timeout: 5,
  keepalive: 300,
  username: "",
  password: "",
  headers: {},
};

const NOTIFICATION: Notification = {
  event: "open",
  id: "7d0a",
  start: new Date(0),
  status: { ...notFound("a/group"), status: "WARN", totalLag: 3 },
};

/** What is sent, and what is logged, when the other side answers with a status, or not at all. */
async function sent(config: Partial<WebhookConfig>, event: "open" | "close", status = 200) {
  const requests: Request[] = [];
  const lines: string[] = [];
  await sendWebhook({
    cluster: "local",
    config: { ...CONFIG, ...config },
    log: new Log("info", (line) => lines.push(line)),
    send(input, init) {
      requests.push(new Request(input, init));
      if (status === 0) return Promise.reject(new Error("connection refused"));
      return Promise.resolve(new Response("", { status }));
    },
  }, { ...NOTIFICATION, event });
  return { request: requests[0], lines };
}

Deno.test("sendWebhook() sends what Burrow gives its templates, as JSON", async () => {
  const { request, lines } = await sent({}, "open");
  assertEquals([request.method, request.url], ["POST", "http://localhost/local/a%2Fgroup"]);
  assertEquals(request.headers.get("content-type"), "application/json");
  assertEquals(await request.json(), {
    Event: "open",
    Cluster: "local",
    Group: "a/group",
    ID: "7d0a",
    Start: "1970-01-01T00:00:00.000Z",
    Extras: { tier: "lab" },
    Result: {
      cluster: "local",
      group: "a/group",
      status: "WARN",
      complete: 1,
      partitions: [],
      partition_count: 0,
      maxlag: null,
      totallag: 3,
    },
  });
  assertEquals(lines, []);
});

Deno.test("sendWebhook() closes at the other address, by the other method", async () => {
  const { request } = await sent({}, "close");
  assertEquals([request.method, request.url], ["DELETE", "http://localhost/7d0a"]);
  assertEquals((await request.json()).Event, "close");
});

Deno.test("sendWebhook() sends no body with GET", async () => {
  const { request } = await sent({ "method-open": "GET" }, "open");
  assertEquals([request.method, request.body], ["GET", null]);
});

Deno.test("sendWebhook() sends credentials and headers", async () => {
  const headers = { "x-key": "1", "content-type": "application/vnd.alert+json" };
  const { request } = await sent({ username: "ü", password: "p:w", headers }, "open");
  assertEquals(request.headers.get("authorization"), "Basic w7w6cDp3");
  assertEquals(request.headers.get("x-key"), "1");
  assertEquals(request.headers.get("content-type"), "application/vnd.alert+json");
});

Deno.test("sendWebhook() logs what fails, and does not throw", async () => {
  for (const [status, reason] of [[500, "it answered 500"], [0, "connection refused"]] as const) {
    const { lines } = await sent({}, "open", status);
    assertMatch(lines[0], /"level":"error"/);
    assertStringIncludes(lines[0], reason);
    assertEquals(lines.length, 1);
  }
});
