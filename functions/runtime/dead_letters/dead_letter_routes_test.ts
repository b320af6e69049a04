import { assertEquals, assertMatch } from "@std/assert";
import { createApp } from "../http/app.ts";
import { createMetrics } from "../http/health/process_metrics.ts";
import { chosenLetters, dealSchema, listSchema } from "./dead_letter_parameters.ts";
import { addDeadLetterRoutes } from "./dead_letter_routes.ts";

/** The routes of a function with these topics of dead letters; no Kafka is there. */
function setUp(topics: string[]) {
  const app = createApp({
    ...{ title: "Function", description: "", allowedHosts: [], maxBodyBytes: 10_000 },
    metrics: createMetrics("function"),
    notReady: () => Promise.resolve(undefined),
  });
  const kafka = { brokers: ["127.0.0.1:1"], clientId: "test", connectionTimeoutMs: 100 };
  addDeadLetterRoutes(app, { kafka, letterTopics: () => topics });
  return async function request(method: string, body?: unknown, query = "") {
    const response = await app.request(`/dead-letters${query}`, {
      method,
      headers: { host: "localhost", "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

Deno.test("POST /dead-letters refuses what it cannot do, before it asks Kafka", async () => {
  const cases: [string, string[], unknown, number, RegExp][] = [
    ["1: no action", ["a.dlq"], {}, 422, /action must be redrive or discard/],
    ["2: an unknown action", ["a.dlq"], { action: "delete" }, 422, /must be redrive/],
    ["3: an unknown parameter", ["a.dlq"], { action: "redrive", too: 1 }, 422, /too is unknown/],
    ["4: another's topic", ["a.dlq"], { action: "redrive", topic: "b" }, 404, /there are a.dlq/],
    ["5: which topic", ["a.dlq", "b.dlq"], { action: "redrive" }, 422, /one of a.dlq, b.dlq/],
    ["6: a place", ["a.dlq"], { action: "redrive", letters: ["7"] }, 422, /partition\/offset/],
    ["7: a rate", ["a.dlq"], { action: "redrive", rate: 0 }, 422, /rate must be a whole number/],
    ["8: a discard elsewhere", ["a.dlq"], { action: "discard", to: "b" }, 422, /leave to out/],
    ["9: a condition", ["a.dlq"], { action: "redrive", where: "x=1" }, 422, /value.FIELD/],
  ];
  for (const [name, topics, sent, status, detail] of cases) {
    const { status: found, body } = await setUp(topics)("POST", sent);
    assertEquals(found, status, `${name}: ${JSON.stringify(body)}`);
    assertMatch(JSON.stringify(body), detail, name);
  }
});

Deno.test("GET /dead-letters of a function without letters has none", async () => {
  const { status, body } = await setUp([])("GET");
  assertEquals([status, body], [
    200,
    { status: "ok", message: "0 letters are open", topics: [] },
  ]);
});

Deno.test("the parameters of letters can stand in a query or in JSON", () => {
  const query = listSchema.parse({ letters: "0/17,1/2", where: "key=a,value.n=1", show: "5" });
  const json = dealSchema.parse({
    ...{ action: "redrive", letters: ["0/17", "1/2"], where: ["key=a", "value.n=1"] },
    dryRun: "true",
  });
  const { topic: _, show, ...listed } = query;
  const { action: _action, dryRun, ...dealt } = json;
  assertEquals([show, dryRun], [5, true]);
  assertEquals(chosenLetters(listed), chosenLetters(dealt));
  assertEquals(chosenLetters(listed).places, [
    { partition: 0, offset: 17 },
    { partition: 1, offset: 2 },
  ]);
});
