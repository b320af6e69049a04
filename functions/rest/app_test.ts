import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { Outbox } from "../../kafka/producer/outbox.ts";
import { createMetrics } from "../runtime/http/health/process_metrics.ts";
import { stampedSource } from "../runtime/ledger/numbering.ts";
import { Topics } from "../runtime/producing/partition_counts.ts";
import { plainSource } from "../runtime/producing/plain_source.ts";
import { createRestApp } from "./app.ts";
import { Instances } from "./consumers/instances.ts";
import { NO_OTHERS } from "./consumers/owners/owners.ts";

const V2 = "application/vnd.kafka.v2+json";
const JSON_V2 = "application/vnd.kafka.json.v2+json";

const PARTITION = {
  errorCode: 0,
  partition: 0,
  leader: 2,
  leaderEpoch: 0,
  replicas: [1, 2],
  isr: [2],
  offlineReplicas: [],
};

/** Brokers that know a topic `t` of one partition. */
const brokers = {
  metadata: (names: readonly string[] | null) =>
    Promise.resolve({
      brokers: [3, 1, 2].map((nodeId) => ({ nodeId })),
      topics: (names ?? ["t", "__consumer_offsets"]).map((name) => ({
        name,
        errorCode: name === "t" ? 0 : 3,
        internal: name.startsWith("__"),
        partitions: name === "t" ? [PARTITION] : [],
      })),
    }),
} as unknown as Brokers;

/** The application over a stand-in of Kafka, and what was sent to it. */
function setUp(maxInstances = 2) {
  const sent: { headers?: unknown; partition: number }[] = [];
  const outbox = new Outbox({
    maxRecords: 100,
    maxBytes: 10_000,
    sender: {
      deliver(_topic, records) {
        sent.push(...records);
        return Promise.resolve(7n);
      },
    },
  });
  const instances = new Instances({
    settings: { brokers: ["127.0.0.1:1"], clientId: "test" },
    brokers,
    timeoutMs: 1_000,
    maxInstances,
    onExpired() {},
  });
  const app = createRestApp({
    allowedHosts: [],
    maxBodyBytes: 10_000,
    metrics: createMetrics("rest"),
    notReady: () => Promise.resolve(undefined),
    brokers,
    instances,
    owners: NO_OTHERS,
    topics: new Topics(() => Promise.resolve(new Map([["t", 3]]))),
    outbox,
    source: plainSource(1_000),
    ledgerSource: stampedSource("run", 1_000),
    requestTimeoutMs: 1_000,
    requestMaxBytes: 1_000,
  });
  async function ask(method: string, path: string, body?: unknown, headers = {}) {
    const response = await app.request(`http://localhost:5003${path}`, {
      method,
      headers: { host: "localhost:5003", "content-type": V2, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const type = response.headers.get("content-type");
    return { status: response.status, type, body: text === "" ? undefined : JSON.parse(text) };
  }
  return {
    ask,
    sent,
    produce: (path: string, records: unknown[]) =>
      ask("POST", path, { records }, { "content-type": JSON_V2 }),
    [Symbol.asyncDispose]: () => instances.close(),
  };
}

Deno.test("GET shows topics, partitions and brokers in REST Proxy's shape and type", async () => {
  await using rest = setUp();
  const partition = {
    partition: 0,
    leader: 2,
    replicas: [
      { broker: 1, leader: false, in_sync: false },
      { broker: 2, leader: true, in_sync: true },
    ],
  };
  const cases: [path: string, body: unknown][] = [
    ["/topics", ["t"]],
    ["/brokers", { brokers: [1, 2, 3] }],
    ["/topics/t/partitions", [partition]],
    ["/topics/t/partitions/0/", partition],
  ];
  for (const [path, body] of cases) {
    assertEquals(await rest.ask("GET", path), { status: 200, type: V2, body });
  }
  const { type } = await rest.ask("GET", "/topics", undefined, { accept: "application/json" });
  assertEquals(type, "application/json");
});

Deno.test("GET of what is not there is 404, with REST Proxy's code", async () => {
  await using rest = setUp();
  const cases: [method: string, path: string, code: number][] = [
    ["GET", "/topics/none", 40401],
    ["GET", "/topics/a%2Fb", 40401],
    ["GET", "/topics/none/partitions", 40401],
    ["GET", "/topics/t/partitions/1", 40402],
    ["GET", "/topics/t/partitions/x/offsets", 40402],
    ["GET", "/consumers/g/instances/none/records", 40403],
    ["DELETE", "/consumers/g/instances/none", 40403],
    ["POST", "/consumers/g/instances/none/subscription", 40403],
  ];
  for (const [method, path, error_code] of cases) {
    const { status, body } = await rest.ask(method, path);
    assertObjectMatch({ status, ...body }, { status: 404, error_code }, path);
    assert(body.message.length > 0);
  }
});

Deno.test("POST to a topic adds no headers, unless the ledger is asked for", async () => {
  await using rest = setUp();
  const { body } = await rest.produce("/topics/t", [{ value: 1, partition: 2 }]);
  assertEquals(body, {
    offsets: [{ partition: 2, offset: 7, error_code: null, error: null }],
    key_schema_id: null,
    value_schema_id: null,
  });
  await rest.produce("/topics/t?ledger=true", [{ value: 1 }]);
  assertEquals(rest.sent.map(({ headers }) => Array.isArray(headers) ? headers.length : 0), [0, 3]);
  for (const query of ["ledger=maybe", "ledger=true&ledger=true", "acks=1"]) {
    assertEquals((await rest.produce(`/topics/t?${query}`, [{ value: 1 }])).status, 422, query);
  }
});

Deno.test("POST to a partition writes to that one, if it is there", async () => {
  await using rest = setUp();
  const { status } = await rest.produce("/topics/t/partitions/1", [{ key: "k", value: 1 }]);
  assertEquals([status, rest.sent.map(({ partition }) => partition)], [200, [1]]);
  const { body } = await rest.produce("/topics/t/partitions/3", [{ value: 1 }]);
  assertEquals(body.error_code, 40402);
});

Deno.test("POST /consumers/{group} creates an instance of a name once, and not too many", async () => {
  await using rest = setUp();
  const created = await rest.ask("POST", "/consumers/a b/", { name: "x" });
  assertEquals(created.body, {
    instance_id: "x",
    base_uri: "http://localhost:5003/consumers/a%20b/instances/x",
  });
  const twice = await rest.ask("POST", "/consumers/a b", { name: "x" });
  assertObjectMatch(twice, { status: 409, body: { error_code: 40902 } });
  assertEquals((await rest.ask("POST", "/consumers/a b")).status, 200);
  assertEquals((await rest.ask("POST", "/consumers/a b")).status, 429);
  assertEquals((await rest.ask("DELETE", "/consumers/a b/instances/x")).status, 204);
  assertEquals((await rest.ask("POST", "/consumers/a b", { name: "x" })).status, 200);
});

Deno.test("POST /consumers/{group} refuses settings that it does not know or take", async () => {
  await using rest = setUp();
  for (
    const config of [
      { format: "avro" },
      { "auto.offset.reset": "none" },
      { "auto.commit.enable": "maybe" },
      { "fetch.min.bytes": -10 },
      { "consumer.request.timeout.ms": 0 },
      { "isolation.level": "x" },
      { name: "a/b" },
      { nothing: 1 },
      [],
    ]
  ) {
    const { status, body } = await rest.ask("POST", "/consumers/g", config);
    assertEquals([status, body.error_code], [422, 42204], JSON.stringify(config));
  }
});

Deno.test("an instance that consumes nothing says so, and refuses another format", async () => {
  await using rest = setUp();
  const { body: { base_uri } } = await rest.ask("POST", "/consumers/g", { format: "JSON" });
  const { pathname } = new URL(base_uri);
  assertEquals((await rest.ask("GET", `${pathname}/subscription`)).body, { topics: [] });
  assertEquals((await rest.ask("GET", `${pathname}/assignments`)).body, { partitions: [] });
  assertEquals((await rest.ask("GET", `${pathname}/offsets`)).body, { offsets: [] });
  const cases: [accept: string, status: number, code: number][] = [
    ["*/*", 409, 40903],
    [JSON_V2, 409, 40903],
    ["application/vnd.kafka.binary.v2+json", 406, 40601],
    [`application/vnd.kafka.binary.v2+json;q=0.9, ${JSON_V2};q=0.1`, 409, 40903],
    ["text/html", 406, 406],
  ];
  for (const [accept, status, code] of cases) {
    const answer = await rest.ask("GET", `${pathname}/records`, undefined, { accept });
    assertEquals([answer.status, answer.body.error_code], [status, code], accept);
  }
  const wrong = [{}, { topics: ["a"], topic_pattern: "b" }, { topic_pattern: "(" }, {
    topics: [1],
  }];
  const statuses = await Promise.all(
    wrong.map(async (body) => (await rest.ask("POST", `${pathname}/subscription`, body)).status),
  );
  assertEquals(statuses, [422, 409, 422, 422]);
});

Deno.test("a browser gets no records, and HEAD takes none", async () => {
  await using rest = setUp();
  await rest.ask("POST", "/consumers/g", { name: "i" });
  const path = "/consumers/g/instances/i/records";
  const agent = { "user-agent": "Mozilla/5.0" };
  assertEquals((await rest.ask("GET", path, undefined, agent)).status, 403);
  assertEquals((await rest.ask("HEAD", path)).status, 200);
});
