import { assert, assertEquals, assertMatch, assertObjectMatch } from "@std/assert";
import { Buffer } from "node:buffer";
import { Problem } from "../runtime/http/problems/problem.ts";
import { createMetrics } from "../runtime/http/health/process_metrics.ts";
import { createConsumerApp } from "./app.ts";
import { Commands } from "../runtime/trigger/control/commands.ts";
import { STATUS } from "../runtime/trigger/control/trigger_examples.ts";
import { MessageRing } from "./messages/message_ring.ts";
import type { Wanted } from "../runtime/trigger/control/wanted_trigger.ts";

/** The application over parts in memory; `sampleOne` is the only topic. */
function setUp({ isAssigned = true } = {}) {
  const ring = new MessageRing({ maxRecords: 100, maxBytes: 1e6 });
  const wanted = {
    reason: undefined,
    current: undefined as Wanted | undefined,
    change(decide: (current: Wanted | undefined) => Wanted | undefined) {
      const next = decide(this.current);
      this.current = next ?? this.current;
      return Promise.resolve(next !== undefined);
    },
  };
  const positions = {
    find({ topics }: { topics: readonly string[] }) {
      if ([...topics].join() !== "sampleOne") throw new Problem("noTopic", "Cannot consume it");
      return Promise.resolve([]);
    },
    commit: () => Promise.resolve(),
  };
  const app = createConsumerApp({
    allowedHosts: [],
    maxBodyBytes: 1_000_000,
    metrics: createMetrics("consumer"),
    notReady: () => Promise.resolve(undefined),
    commands: new Commands(wanted, positions),
    wanted,
    runner: {
      assigned: () => Promise.resolve(isAssigned),
      trouble: "Cannot consume: no broker",
      skip: ({ offset }) => offset === 7,
      holder: ({ partition }) =>
        Promise.resolve(partition === 3 ? "member c-1 at 10.0.0.3" : undefined),
    },
    status: { read: (wanted) => Promise.resolve({ ...STATUS, wanted: wanted ?? null }) },
    ring,
    kafka: { brokers: ["127.0.0.1:1"], clientId: "test" },
    letterTopics: () => ["sampleOne.dlq"],
  });
  async function request(path: string, init: RequestInit = {}) {
    const headers = { host: "localhost:5001", ...init.headers };
    const response = await app.request(path, { ...init, headers });
    return { response, body: await response.json() };
  }
  return { app, ring, wanted, request };
}

function post(body: unknown): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function push(ring: MessageRing, count: number) {
  for (let offset = 0; offset < count; offset++) {
    const value = Buffer.from(`{"n":${offset}}`);
    const key = Buffer.from(offset % 2 ? "odd" : "even");
    ring.push({
      topic: "sampleOne",
      partition: 0,
      offset,
      timestamp: 0,
      key,
      value,
      headers: [["mark", Buffer.from(`${offset}`)]],
    });
  }
  ring.wake();
}

Deno.test("every route answers GET and POST, with status and message first", async () => {
  const { request } = setUp();
  const cases = [
    ["/", "Welcome to Consumer API"],
    ["/start_consumer", "Consumer started"],
    ["/pause_consumer", "Consumer paused"],
    ["/resume_consumer", "Consumer resumed"],
    ["/stop_consumer", "Consumer stopped"],
    ["/status", "Consumer is started"],
  ];
  for (const [path, message] of cases) {
    for (const method of ["GET", "POST"]) {
      if (path === "/pause_consumer") await request("/start_consumer");
      const { response, body } = await request(path, { method });
      assertEquals(response.status, 200, `${method} ${path}`);
      assertEquals(Object.entries(body).slice(0, 2), [["status", "ok"], ["message", message]]);
    }
  }
});

Deno.test("start_consumer takes parameters from the query and from JSON", async () => {
  const { request, wanted } = setUp();
  await request("/start_consumer?topics=sampleOne&group=a");
  assertEquals(wanted.current, { state: "started", topics: ["sampleOne"], group: "a" });
  const { body } = await request("/start_consumer", post({ topics: ["sampleOne"], group: "b" }));
  assertEquals(wanted.current, { state: "started", topics: ["sampleOne"], group: "b" });
  assertObjectMatch(body, { changed: true, wanted: wanted.current! });
});

Deno.test("start_consumer and stop_consumer change nothing twice", async () => {
  const { request } = setUp();
  for (const path of ["/start_consumer", "/stop_consumer"]) {
    assertEquals((await request(path)).body.changed, true, path);
    assertEquals((await request(path)).body.changed, false, path);
  }
});

Deno.test("start_consumer?wait=assigned answers 503 if it takes too long, and says why", async () => {
  const assigned = await setUp().request("/start_consumer?wait=assigned");
  assertEquals(assigned.response.status, 200);
  const { response, body } = await setUp({ isAssigned: false })
    .request("/start_consumer?wait=assigned");
  assertEquals(response.status, 503);
  assertMatch(body.detail, /no broker/);
});

Deno.test("wrong requests are answered with problems that say what to change", async () => {
  const cases: [string, string, RequestInit, number, RegExp][] = [
    ["1: unknown topic", "/start_consumer?topics=x", {}, 404, /Cannot consume it/],
    ["2: unknown parameter", "/start_consumer?topic=x", {}, 422, /known are topics, group/],
    ["3: unknown in JSON", "/start_consumer", post({ form: "earliest" }), 422, /form is unknown/],
    ["4: no time", "/start_consumer?from=noon", {}, 422, /ISO 8601/],
    ["5: twice", "/start_consumer?group=a&group=b", {}, 422, /more than once/],
    ["6: not JSON", "/start_consumer", { ...post(""), body: "{" }, 400, /as JSON/],
    ["7: pause when stopped", "/pause_consumer", {}, 409, /start it first/],
    ["8: resume when stopped", "/resume_consumer", {}, 409, /start it first/],
    ["9: parameters of none", "/stop_consumer?now=1", {}, 422, /takes none/],
    ["10: limit", "/messages?limit=-1", {}, 422, /limit must be a whole number/],
    ["11: twice", "/messages?topic=a&topic=b", {}, 422, /topic/],
    ["12: no POST", "/messages", { method: "POST" }, 405, /use GET/],
    [
      "13: event id",
      "/messages",
      {
        headers: { accept: "text/event-stream", "last-event-id": "7" },
      },
      400,
      /topic\/partition\/offset/,
    ],
  ];
  for (const [name, path, init, status, detail] of cases) {
    const { response, body } = await setUp().request(path, init);
    assertEquals(response.status, status, name);
    assertEquals(response.headers.get("content-type"), "application/problem+json", name);
    assertMatch(body.detail, detail, name);
  }
});

Deno.test("messages shows the last ones that match", async () => {
  const { request, ring } = setUp();
  push(ring, 50);
  const offsets = async (query: string) =>
    (await request(`/messages${query}`)).body.messages
      .map(({ offset }: { offset: number }) => offset);
  assertEquals((await offsets("")).length, 20);
  assertEquals(await offsets("?limit=2"), [48, 49]);
  assertEquals(await offsets("?limit=2&key=even"), [46, 48]);
  assertEquals(await offsets("?header=mark:7"), [7]);
  assertEquals(await offsets("?header=mark:7&header=other"), []);
  assertEquals(await offsets("?partition=1"), []);
  const { body } = await request("/messages?limit=1");
  assertObjectMatch(body.messages[0], { key: "odd", value: { n: 49 }, encoding: "json" });
});

Deno.test("messages streams server-sent events, from behind the Last-Event-ID", async () => {
  const { app, ring } = setUp();
  push(ring, 5);
  const response = await app.request("/messages?key=even", {
    headers: {
      host: "localhost",
      accept: "text/event-stream",
      "last-event-id": "sampleOne/0/1",
    },
  });
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  ring.close();
  const ids = [...(await response.text()).matchAll(/^id:(.*)$/gm)].map(([, id]) => id);
  assertEquals(ids, ["sampleOne/0/2", "sampleOne/0/4"]);
});

Deno.test("messages streams what comes, after the last ones asked for", async () => {
  const { app, ring } = setUp();
  push(ring, 5);
  for (const [limit, count] of [["", 0], ["?limit=2", 2]] as const) {
    const headers = { host: "localhost", accept: "text/event-stream" };
    const response = await app.request(`/messages${limit}`, { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    assertMatch((await reader.read()).value!, /^retry:/);
    push(ring, 1);
    let text = "";
    while (text.match(/^data:/gm)?.length !== count + 1) text += (await reader.read()).value;
    await reader.cancel();
  }
});

Deno.test("the API reference describes every route with an example", async () => {
  const { request } = setUp();
  const { body } = await request("/openapi.json");
  for (const path of ["/", "/start_consumer", "/stop_consumer", "/status", "/messages"]) {
    const { content } = body.paths[path].get.responses["200"];
    assert(content["application/json"].example.message, path);
  }
  const { content } = body.paths["/messages"].get.responses["200"];
  assertMatch(content["text/event-stream"].example, /event:lost/);
});

Deno.test("skip passes by a record that waits, and only by POST", async () => {
  const { request } = setUp();
  const record = { topic: "sampleOne", partition: 0, offset: 7 };
  const { response, body } = await request("/skip_consumer", post(record));
  assertEquals([response.status, body.message], [200, "Passed by sampleOne/0/7"]);
  const query = "/skip_consumer?topic=sampleOne&partition=0&offset=";
  const cases: [path: string, method: string, status: number][] = [
    [`${query}7`, "POST", 200],
    [`${query}7`, "GET", 405],
    [`${query}8`, "POST", 409],
    [`${query}-1`, "POST", 422],
    [`${query}x`, "POST", 422],
    [query, "POST", 422],
    ["/skip_consumer?topic=sampleOne", "POST", 422],
  ];
  for (const [path, method, status] of cases) {
    assertEquals((await request(path, { method })).response.status, status, `${method} ${path}`);
  }
  const elsewhere = await request("/skip_consumer", post({ ...record, partition: 3, offset: 9 }));
  assertEquals(elsewhere.response.status, 409);
  assertMatch(elsewhere.body.detail, /member c-1 at 10\.0\.0\.3 has the partition/);
});
