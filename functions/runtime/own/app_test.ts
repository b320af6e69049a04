import { assert, assertEquals, assertMatch } from "@std/assert";
import { Hono } from "hono";
import { QueueFullError } from "../../../kafka/producer/queue_full_error.ts";
import { SendError } from "../../../kafka/producer/send_error.ts";
import type { Context } from "../define/context.ts";
import { defineFunction } from "../define/define_function.ts";
import type { FunctionDefinition } from "../define/definition.ts";
import { describe } from "../define/describe.ts";
import { readDefinition } from "../define/read_definition.ts";
import { createMetrics } from "../http/health/process_metrics.ts";
import { Log } from "../log/log.ts";
import { STATUS } from "../trigger/control/trigger_examples.ts";
import { createFunctionApp } from "./app.ts";
import { FunctionCaller } from "./call/function_caller.ts";
import { Invoker } from "./invoke/invoker.ts";
import type { Outgoing } from "./output/outgoing.ts";

/** A function's application, with a Kafka that acknowledges all but what goes to topic `gone`. */
function setUp(definition: Omit<FunctionDefinition, "port">, last: string[] = []) {
  const own = readDefinition("shop", defineFunction({ port: 5010, ...definition }));
  const written: Outgoing[] = [];
  const log = new Log({ name: "shop", level: "error", pretty: false, write() {} });
  const writer = {
    admit([{ topic }]: readonly Outgoing[]) {
      if (topic === "full") throw new QueueFullError(100, 7);
    },
    write(records: readonly Outgoing[]) {
      if (records.some(({ topic }) => topic === "gone")) {
        return Promise.reject(new SendError("UNREACHABLE", "Cannot send to gone"));
      }
      const first = written.length;
      written.push(...records);
      return Promise.resolve(
        records.map(({ topic }, n) => ({ topic, partition: 0, offset: first + n })),
      );
    },
  };
  const resources = { name: "shop", output: own.output?.topic, writer, produceTimeout: 1_000, log };
  const caller = new FunctionCaller(own, resources, () => {});
  const isAtWork = own.trigger !== undefined || own.schedule !== undefined;
  const app = createFunctionApp(own, {
    allowedHosts: [],
    maxBodyBytes: 1_000,
    metrics: createMetrics("shop"),
    notReady: () => Promise.resolve(undefined),
    resources,
    log: { last: () => [] },
    ending: new AbortController().signal,
    status: {
      read: () =>
        Promise.resolve({
          ...STATUS,
          function: describe(own),
          invocations: 0,
          lastInvocations: [],
          outputs: 0,
          schedule: null,
        }),
    },
    work: isAtWork
      ? {
        commands: {} as never,
        wanted: { current: undefined },
        runner: {
          skip: () => false,
          assigned: () => Promise.resolve(true),
          trouble: undefined,
          holder: () => Promise.resolve(undefined),
        },
        invoker: new Invoker({ own, resources, caller }),
        lastRecords: (count) =>
          Promise.resolve(
            last.slice(-count).map((value, offset) => ({
              topic: "orders",
              partition: 0,
              offset,
              timestamp: 0,
              key: null,
              value: new TextEncoder().encode(value),
              headers: [],
            })),
          ),
      }
      : undefined,
    letters: undefined,
  });
  async function request(path: string, init: RequestInit = {}) {
    const headers = { host: "localhost:5010", ...init.headers };
    const response = await app.request(path, { ...init, headers });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    request(path, { method: "POST", body, headers });
  return { request, post, written };
}

Deno.test("a function answers what no standard route does, and has all of those", async () => {
  const { request, post } = setUp({
    fetch: (request) => new Response(`${request.method} ${new URL(request.url).pathname}`),
  });
  assertEquals((await request("/orders/7")).body, "GET /orders/7");
  assertEquals((await request("/orders", { method: "DELETE" })).body, "DELETE /orders");
  assertEquals((await request("/healthz")).body.message, "Alive");
  assertEquals((await request("/status")).body.function.name, "shop");
  assertEquals((await request("/healthz", { method: "DELETE" })).status, 405);
  assertEquals((await post("/orders", "", { "content-length": "1001" })).status, 413);
  assertEquals((await request("/orders", { headers: { host: "evil.example" } })).status, 421);
  assertEquals((await post("/orders", "", { origin: "http://evil.example" })).status, 403);
});

Deno.test("without a handler of its own there is nothing else", async () => {
  const { request } = setUp({ schedule: "* * * * *", run() {} });
  assertEquals((await request("/orders")).status, 404);
});

Deno.test("a Hono app has the context in its environment", async () => {
  const app = new Hono<{ Bindings: Context }>();
  app.post("/orders", async (c) => {
    const receipt = await c.env.produce({ value: await c.req.json() });
    return c.json({ name: c.env.name, receipt });
  });
  const { post, written } = setUp({ output: { topic: "orders" }, fetch: app });
  const { body } = await post("/orders", `{"a":1}`);
  assertEquals(body, { name: "shop", receipt: { topic: "orders", partition: 0, offset: 0 } });
  assertEquals(written[0].record.value, `{"a":1}`);
});

Deno.test("a request carries its trace on, and CloudEvents in each mode", async () => {
  const { post, written } = setUp({
    output: { topic: "orders" },
    async fetch(request, { cloudEvent, produce, trace }) {
      await produce({ value: "x" });
      return Response.json({ event: cloudEvent(), trace, body: await request.text() });
    },
  });
  const id = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${id}-b7ad6b7169203331-01`;
  const binary = await post("/hook", "data", {
    traceparent,
    "ce-specversion": "1.0",
    "ce-id": "1",
    "ce-source": "s",
    "ce-type": "t",
    "content-type": "text/plain",
  });
  assertEquals(binary.body.event.datacontenttype, "text/plain");
  assertEquals(binary.body.body, "data");
  assertMatch(binary.body.trace.traceparent, new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
  assertEquals(written[0].record.headers, [["traceparent", binary.body.trace.traceparent]]);

  const event = `{"specversion":"1.0","id":"2","source":"s","type":"u","data":1}`;
  for (const [type, body] of [["", event], ["-batch", `[${event}]`]]) {
    const { body: answer } = await post("/hook", body, {
      "content-type": `application/cloudevents${type}+json`,
    });
    assertEquals([answer.event.type, answer.event.data, answer.body], ["u", undefined, body]);
  }
  const wrong = await post("/hook", "{}", { "content-type": "application/cloudevents+json" });
  assertEquals([wrong.status, wrong.body.detail], [
    400,
    "Cannot take CloudEvent 0: it must have specversion, which is text",
  ]);
});

Deno.test("a request is not answered as if what it produced were written", async () => {
  const { post } = setUp({
    fetch(_request, { produce }) {
      produce({ topic: "gone", value: 1 });
      return new Response("done");
    },
  });
  const { status, body } = await post("/orders", "");
  assertEquals([status, body.detail], [503, "Cannot send to gone"]);
});

Deno.test("a request is turned away where too much waits, and a record is not", async () => {
  const { post } = setUp({
    trigger: { topics: ["orders"] },
    each: (_record, { produce }) => void produce({ topic: "full", value: 1 }),
    async fetch(_request, { produce }) {
      return Response.json(await produce({ topic: "full", value: 1 }));
    },
  });
  assertEquals((await post("/orders", "")).status, 429);
  assertEquals((await post("/invoke", "1")).body.failed, 0);
});

const trigger = { topics: ["orders"] };

Deno.test("POST /invoke calls the handler once, and tells each record's outcome", async () => {
  const { post, written } = setUp({
    trigger,
    output: { topic: "invoices" },
    each({ key, value }) {
      if (value.bad) throw new TypeError("bad order");
      return { key, value: value.n * 2, headers: { a: "1" } };
    },
  }, [`{"n":5}`, `{"n":6}`]);
  const { status, body } = await post(
    "/invoke",
    `[{"key":"k","value":{"n":1}},{"bad":true},{"n":3}]`,
  );
  assertEquals([status, body.failed, body.dryRun], [200, 1, false]);
  assertEquals(body.message, "Called with 3 records: 1 failed, wrote 2");
  assertEquals(
    body.records.map(({ stack: _stack, ...rest }: { stack?: string }) => rest),
    [["ok", null], ["failed", "TypeError: bad order"], ["ok", null]]
      .map(([outcome, error], offset) => ({
        topic: "orders",
        partition: 0,
        offset,
        outcome,
        error,
      })),
  );
  assertMatch(body.records[1].stack, /app_test\.ts/);
  assertEquals(body.outputs[0], {
    topic: "invoices",
    partition: 0,
    offset: 0,
    key: "k",
    value: "2",
    headers: { a: "1" },
  });
  assertEquals(written.length, 2);

  const last = await post("/invoke?last=1&dry_run=true", "");
  assertEquals(
    last.body.outputs.map(({ value, offset }: Record<string, unknown>) => [value, offset]),
    [
      ["12", null],
    ],
  );
  assertEquals(written.length, 2);
});

Deno.test("POST /invoke gives a batch as the trigger would, and ends a handler that hangs", async () => {
  const sizes: number[] = [];
  const batches = setUp({
    trigger: { ...trigger, batch: { records: 2 } },
    handle: (records) => void sizes.push(records.length),
  });
  await batches.post("/invoke", `[1,2,{"partition":1,"value":3},4]`);
  assertEquals(sizes, [2, 1, 1]);
  const hanging = setUp({ trigger, timeout: 20, each: () => new Promise(() => {}) });
  const { body } = await hanging.post("/invoke", "1");
  assertMatch(body.records[0].error, /^TimeoutError: /);
});

Deno.test("POST /invoke does what is due where there are no records", async () => {
  const { post } = setUp({
    schedule: "* * * * *",
    output: { topic: "ticks" },
    run: ({ dryRun }) => ({ value: { dryRun } }),
  });
  const { body } = await post("/invoke?dry_run=true", "");
  assertEquals(body.outputs[0].value, `{"dryRun":true}`);
  assertEquals((await post("/invoke", "1")).status, 422);
});

Deno.test("POST /invoke refuses what it cannot call the function with", async () => {
  const { post, request } = setUp({ trigger, each() {} });
  for (
    const [path, body, status] of [
      ["/invoke", "", 422],
      ["/invoke?last=2", "1", 422],
      ["/invoke?last=0", "", 422],
      ["/invoke?dry=true", "1", 422],
      ["/invoke", "{", 400],
    ] as const
  ) {
    const answer = await post(path, body);
    assertEquals(answer.status, status, path);
    assert(answer.body.detail.startsWith("Cannot "), answer.body.detail);
  }
  assertEquals((await request("/invoke")).status, 405);
});
