import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { delay } from "@std/async";
import { stampedSource } from "../runtime/ledger/numbering.ts";
import { createMetrics } from "../runtime/http/health/process_metrics.ts";
import { SendError } from "../../kafka/producer/send_error.ts";
import { createProducerApp } from "./app.ts";
import { Executor } from "./runs/executor.ts";
import { countRecords } from "../runtime/producing/outbox_metrics.ts";
import { Outbox } from "../../kafka/producer/outbox.ts";
import { Topics } from "../runtime/producing/partition_counts.ts";
import type { Progress, Wanted } from "./runs/wanted_run.ts";

/** Stands for the control topic: what is written is applied at once. */
class FakeControl {
  current: Wanted | undefined;
  readonly #apply: (wanted: Wanted) => Promise<void>;

  constructor(apply: (wanted: Wanted) => Promise<void>) {
    this.#apply = apply;
  }

  async change(decide: (current: Wanted | undefined) => Wanted | undefined): Promise<boolean> {
    const wanted = decide(this.current);
    if (wanted === undefined) return false;
    this.current = wanted;
    await this.#apply(wanted);
    return true;
  }
}

/** The producer's application over an in-memory stand-in of Kafka. */
function setUp(
  { maxBodyBytes = 1_000, refuse, open }: {
    maxBodyBytes?: number;
    refuse?: (value: string) => SendError | undefined;
    /** Nothing is written before. */
    open?: Promise<void>;
  } = {},
) {
  let offset = 41;
  const outbox = new Outbox({
    maxRecords: 100,
    maxBytes: 10_000,
    sender: {
      async deliver(_topic, messages) {
        await open;
        for (const { value } of messages) {
          const error = refuse?.(`${value}`);
          if (error !== undefined) throw error;
        }
        const first = offset;
        offset += messages.length;
        return BigInt(first);
      },
    },
  });
  const topics = new Topics(() => Promise.resolve(new Map([["sampleOne", 1], ["many", 3]])));
  const progress: { current: Progress | undefined } = { current: undefined };
  const executor = new Executor({ topics, outbox, progress: () => Promise.resolve(undefined) });
  const control = new FakeControl((wanted) => executor.apply(wanted));
  const metrics = createMetrics("producer");
  countRecords(metrics, outbox);
  const app = createProducerApp({
    allowedHosts: [],
    maxBodyBytes,
    metrics,
    notReady: () => Promise.resolve(undefined),
    control,
    progress,
    executor,
    topics,
    outbox,
    source: stampedSource("http", 30_000),
  });

  async function request(path: string, init: RequestInit = {}) {
    const headers = new Headers({ host: "localhost:5000", ...init.headers as HeadersInit });
    const response = await app.request(`http://localhost:5000${path}`, { ...init, headers });
    const body = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson && JSON.parse(body) };
  }

  function produce(topic: string, records: unknown[], type = "application/json") {
    const body = JSON.stringify({ records });
    return request(`/topics/${topic}`, {
      method: "POST",
      body,
      headers: { "content-type": type, "content-length": `${body.length}` },
    });
  }
  return { request, produce, control, executor, progress };
}

Deno.test("GET / welcomes", async () => {
  const { body } = await setUp().request("/");
  assertEquals(Object.keys(body).slice(0, 2), ["status", "message"]);
  assertEquals(body.message, "Welcome to Producer API");
});

Deno.test("start_producer and stop_producer answer GET and POST, and are idempotent", async () => {
  const { request } = setUp();
  for (const method of ["GET", "POST"]) {
    for (const changed of [true, false]) {
      const { body } = await request("/start_producer", { method });
      assertObjectMatch(body, { status: "ok", message: "Producer started", changed });
    }
    for (const changed of [true, false]) {
      const { body } = await request("/stop_producer", { method });
      assertObjectMatch(body, { status: "ok", message: "Producer stopped", changed, failed: 0 });
    }
  }
});

Deno.test("start_producer with other parameters changes the run", async () => {
  const { request, executor } = setUp();
  await request("/start_producer");
  const first = executor.report!.run;
  const { body } = await request("/start_producer", {
    method: "POST",
    body: `{"rate": 0, "count": 3, "topic": "many"}`,
    headers: { "content-type": "application/json" },
  });
  assertObjectMatch(body, { changed: true, wanted: { parameters: { topic: "many", count: 3 } } });
  assert(executor.report!.run !== first);
  await request("/stop_producer");
});

Deno.test("start_producer starts a run that is finished once more", async () => {
  const { request, executor } = setUp();
  const path = "/start_producer?count=1";
  await request(path);
  const signal = AbortSignal.timeout(10_000);
  while (!executor.report!.finished) await delay(1, { signal });
  assertEquals((await request("/status")).body.state, "finished");
  assertEquals((await request(path)).body.changed, true);
  await request("/stop_producer");
});

Deno.test("start_producer refuses bad input with the status that fits, and says what to change", async () => {
  const { request, control } = setUp();
  const json = { "content-type": "application/json" };
  const cases: [string, RequestInit, number, string][] = [
    ["?rate=-1", {}, 422, "rate must be a number of records a second, 0 or more"],
    ["?speed=1", {}, 422, "speed is unknown; known are topic, rate, count"],
    ["?rate=1&rate=2", {}, 422, "rate more than once"],
    ["?topic=nosuch", {}, 404, 'Cannot find topic "nosuch"'],
    ["", { method: "POST", body: "{", headers: json }, 400, "Cannot parse the body as JSON"],
    ["", { method: "POST", body: "[]", headers: json }, 422, "must be a JSON object"],
    ["", { method: "POST", body: "rate=1" }, 415, "send application/json"],
    ["", { method: "DELETE" }, 405, "use GET, HEAD, POST"],
  ];
  for (const [query, init, status, detail] of cases) {
    const answer = await request(`/start_producer${query}`, init);
    assertEquals(answer.status, status, query);
    assert(answer.body.detail.includes(detail), answer.body.detail);
    assertEquals(answer.body.message, answer.body.detail);
    assertEquals(answer.headers.get("content-type"), "application/problem+json");
  }
  assertEquals(control.current, undefined);
});

Deno.test("POST /topics/{topic} answers with an offset for each record", async () => {
  const { status, headers, body } = await setUp().produce("sampleOne", [{ value: 1 }, {
    value: 2,
  }]);
  assertEquals([status, headers.get("content-type")], [200, "application/vnd.kafka.v2+json"]);
  assertEquals(body, {
    offsets: [
      { partition: 0, offset: 41, error_code: null, error: null },
      { partition: 0, offset: 42, error_code: null, error: null },
    ],
    key_schema_id: null,
    value_schema_id: null,
  });
});

Deno.test("POST /topics/{topic} keeps a request's keyless records together, and spreads requests", async () => {
  const { produce } = setUp();
  const partitions = [];
  for (let i = 0; i < 4; i++) {
    const { body } = await produce("many", [{ value: 1 }, { value: 2 }]);
    partitions.push(body.offsets.map(({ partition }: { partition: number }) => partition));
  }
  assertEquals(partitions, [[0, 0], [1, 1], [2, 2], [0, 0]]);
});

Deno.test("POST /topics/{topic} tells the errors of single records", async () => {
  const { produce } = setUp({
    refuse: (value) => value === "bad" ? new SendError("INVALID_RECORD", "no") : undefined,
  });
  const records = [{ value: "good" }, { value: "bad" }, { value: 5 }, { value: "", partition: 1 }];
  const { status, body } = await produce(
    "sampleOne",
    records,
    "application/vnd.kafka.text.v2+json",
  );
  assertEquals(status, 200);
  assertEquals(
    body.offsets.map((result: Record<string, unknown>) => [result.offset, result.error_code]),
    [[41, null], [null, 50002], [null, 422], [null, 40402]],
  );
});

Deno.test("POST /topics/{topic} answers 404 when the topic went while it was written to", async () => {
  const { produce } = setUp({ refuse: () => new SendError("UNKNOWN_TOPIC_OR_PARTITION", "gone") });
  const { status, body } = await produce("sampleOne", [{ value: 1 }]);
  assertEquals([status, body.error_code], [404, 40401]);
});

Deno.test("POST /topics/{topic} refuses what is no produce request", async () => {
  const { request } = setUp();
  const json = { "content-type": "application/json" };
  const large = `{"records":[{"value":"${"x".repeat(1_000)}"}]}`;
  const cases: [string, RequestInit, number][] = [
    ["/topics/sampleOne", { body: "{}" }, 415],
    ["/topics/sampleOne", { body: "{", headers: json }, 400],
    ["/topics/sampleOne", { body: "{}", headers: json }, 422],
    ["/topics/nosuch", { body: `{"records":[{"value":1}]}`, headers: json }, 404],
    ["/topics/sampleOne", { body: large, headers: json }, 413],
    ["/topics/sampleOne", {
      body: large,
      headers: { ...json, "content-length": `${large.length}` },
    }, 413],
  ];
  for (const [path, init, status] of cases) {
    const answer = await request(path, { ...init, method: "POST" });
    assertEquals(
      [answer.status, answer.body.status],
      [status, status],
      JSON.stringify(answer.body),
    );
  }
});

Deno.test("POST /topics/{topic} turns away what the queue has no room for", async () => {
  const open = Promise.withResolvers<void>();
  const { produce } = setUp({ maxBodyBytes: 10_000, open: open.promise });
  const answers = Array.from(
    { length: 3 },
    () => produce("sampleOne", Array.from({ length: 45 }, () => ({ value: null }))),
  );
  assertEquals((await Promise.race(answers)).status, 429);
  open.resolve();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  assertEquals(statuses.sort(), [200, 200, 429]);
});

Deno.test("GET /status and /metrics show what was written", async () => {
  const { request, produce } = setUp();
  await produce("sampleOne", [{ value: 1 }, { value: 2 }]);
  const { body } = await request("/status");
  assertEquals(Object.keys(body).slice(0, 3), ["status", "message", "state"]);
  assertObjectMatch(body, {
    message: "Producer is stopped",
    wanted: { state: "stopped" },
    ledger: [{ topic: "sampleOne", partition: 0, acknowledged: 2, batches: 1, offset: 42 }],
    queue: { records: 0, bytes: 0 },
  });
});

Deno.test("GET /openapi.json describes every route", async () => {
  const { body } = await setUp().request("/openapi.json");
  assertEquals(Object.keys(body.paths).sort(), [
    "/",
    "/healthz",
    "/metrics",
    "/readyz",
    "/start_producer",
    "/status",
    "/stop_producer",
    "/topics/{topic}",
  ]);
  assertEquals(Object.keys(body.paths["/start_producer"]), ["get", "post"]);
});
