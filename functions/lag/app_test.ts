import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createMetrics } from "../runtime/http/process_metrics.ts";
import { createLagApp } from "./app.ts";
import { readBurrowConfig } from "./settings/burrow_file.ts";
import { configModules, mainConfig } from "./burrow/config_answers.ts";
import { Evaluator } from "./evaluation/evaluator.ts";
import { Log } from "./logging/log.ts";
import { measureLag } from "./burrow/burrow_metrics.ts";
import { Storage } from "./storage/storage.ts";

const NOW = 1_795_363_541_999;

const FILE = `
[zookeeper]
servers = ["127.0.0.1:22181", "127.0.0.1:22182", "127.0.0.1:22183"]
[client-profile.kafka3]
client-id = "ignored"
kafka-version = "3.9.0"
[httpserver.default]
address = ":8000"
[storage.default]
class-name = "inmemory"
intervals = 2
min-distance = 1
[cluster.local]
class-name = "kafka"
client-profile = "kafka3"
topic-refresh = 10
offset-refresh = 2
[consumer.local]
class-name = "kafka"
cluster = "local"
client-profile = "kafka3"
[notifier.default]
class-name = "http"
url-open = "http://127.0.0.1:18080/v1/event"
url-close = "http://127.0.0.1:18080/v1/event"
interval = 10
keepalive = 30
method-close = "DELETE"
template-open = "/etc/burrow/open.tmpl"
template-close = "/etc/burrow/close.tmpl"
send-close = true
extras = { app = "burrow", tier = "STG" }
`;

/** The application with one group, `demo-ok`, on two of three partitions of `demo-orders`. */
function setUp() {
  const config = readBurrowConfig(FILE, () => undefined);
  const storage = new Storage({
    intervals: 2,
    minDistance: 1,
    expireGroup: 604_800,
    accepts: () => true,
    now: () => NOW,
  });
  const evaluator = new Evaluator({
    storage,
    expireCache: 10,
    minimumComplete: 0,
    allowedLag: 0,
    now: () => NOW,
  });
  for (let partition = 0; partition < 3; partition++) {
    storage.addLogEnd("demo-orders", partition, 3, 3_370);
  }
  const commits = [[0, 3_360, 9_000], [0, 3_365, 2_000], [1, 3_340, 2_500]];
  commits.forEach(([partition, offset, age], order) => {
    const at = { group: "demo-ok", topic: "demo-orders", partition };
    storage.addCommit({ kind: "commit", ...at, offset, timestamp: NOW - age }, order);
  });
  storage.setOwners(
    "demo-ok",
    [0, 1].map((partition) => ({
      topic: "demo-orders",
      partition,
      owner: "/127.0.0.1",
      clientId: "demo-ok-client",
    })),
  );
  const brokers = ["127.0.0.1:29092", "127.0.0.1:29093"];
  const actual = { brokers, clientId: "burrow-local", address: "127.0.0.1:8000" };
  const modules = configModules(config, actual);
  const metrics = createMetrics("burrow");
  metrics.setDefaultLabels({});
  measureLag(metrics, { cluster: "local", storage, evaluator });
  const log = new Log("info", () => {});
  const state = { isReady: true, reason: undefined as string | undefined };
  const app = createLagApp({
    allowedHosts: [],
    maxBodyBytes: 1_000,
    metrics,
    notReady: () => Promise.resolve(state.reason),
    hostname: "localhost",
    cluster: "local",
    clusterModule: modules.cluster.local,
    mainConfig: mainConfig(config, actual),
    modules,
    storage,
    evaluator,
    reader: { partitions: 50, isCaughtUp: true },
    log,
    isReady: () => state.isReady,
  });
  async function request(path: string, init: RequestInit = {}) {
    const headers = new Headers({ host: "localhost:8000", ...init.headers as HeadersInit });
    const response = await app.request(`http://localhost:8000${path}`, { ...init, headers });
    const { status } = response;
    return { status, headers: response.headers, text: await response.text() };
  }
  return { request, storage, log, state };
}

/** Checks an answer byte for byte: what LinkedIn's Burrow answers, but for the figures in it. */
async function mustAnswer(path: string, status: number, body: string, init?: RequestInit) {
  const { request } = setUp();
  const answer = await request(path, init);
  assertEquals([answer.status, answer.text], [status, body], path);
  assertEquals(answer.headers.get("content-type"), "application/json");
}

const requested = (url: string) => `"request":{"url":"${url}","host":"localhost"}`;

Deno.test("/v3/kafka lists clusters and describes one", async () => {
  await mustAnswer(
    "/v3/kafka",
    200,
    `{"error":false,"message":"cluster list returned","clusters":["local"],${
      requested("/v3/kafka")
    }}`,
  );
  for (const path of ["/v3/kafka", "/v3/config/cluster"]) {
    await mustAnswer(
      `${path}/local`,
      200,
      `{"error":false,"message":"cluster module detail returned","module":{"class-name":"kafka","servers":["127.0.0.1:29092","127.0.0.1:29093"],"client-profile":{"name":"kafka3","client-id":"burrow-local","kafka-version":"3.9.0","tls":null,"sasl":null},"topic-refresh":10,"offset-refresh":2},${
        requested(`${path}/local`)
      }}`,
    );
    await mustAnswer(
      `${path}/nosuch`,
      404,
      `{"error":true,"message":"cluster module not found",${requested(`${path}/nosuch`)}}`,
    );
  }
});

Deno.test("/v3/kafka/local/topic tells of topics", async () => {
  const topic = "/v3/kafka/local/topic";
  await mustAnswer(
    topic,
    200,
    `{"error":false,"message":"topic list returned","topics":["demo-orders"],${requested(topic)}}`,
  );
  await mustAnswer(
    "/v3/kafka/nosuch/topic",
    404,
    `{"error":true,"message":"cluster not found",${requested("/v3/kafka/nosuch/topic")}}`,
  );
  await mustAnswer(
    `${topic}/demo-orders`,
    200,
    `{"error":false,"message":"topic offsets returned","offsets":[3370,3370,3370],${
      requested(`${topic}/demo-orders`)
    }}`,
  );
  await mustAnswer(
    `${topic}/nosuch`,
    404,
    `{"error":true,"message":"cluster or topic not found",${requested(`${topic}/nosuch`)}}`,
  );
  for (const [name, consumers] of [["demo-orders", '["demo-ok"]'], ["nosuch", "[]"]]) {
    const path = `${topic}/${name}/consumers`;
    await mustAnswer(
      path,
      200,
      `{"error":false,"message":"consumers of topic returned","consumers":${consumers},${
        requested(path)
      }}`,
    );
  }
});

const START = '{"offset":3360,"timestamp":1795363532999,"observedAt":1795363541000,"lag":10}';
const END = '{"offset":3365,"timestamp":1795363539999,"observedAt":1795363541000,"lag":5}';
const ONLY = '{"offset":3340,"timestamp":1795363539499,"observedAt":1795363541000,"lag":30}';
const OWNED = '"owner":"/127.0.0.1","client_id":"demo-ok-client"';

Deno.test("/v3/kafka/local/consumer lists groups and shows their commits", async () => {
  const path = "/v3/kafka/local/consumer";
  await mustAnswer(
    path,
    200,
    `{"error":false,"message":"consumer list returned","consumers":["demo-ok"],${requested(path)}}`,
  );
  await mustAnswer(
    `${path}/demo-ok`,
    200,
    `{"error":false,"message":"consumer detail returned","topics":{"demo-orders":[{"offsets":[${START},${END}],${OWNED},"current-lag":5},{"offsets":[null,${ONLY}],${OWNED},"current-lag":30},{"offsets":[],"owner":"","client_id":"","current-lag":0}]},${
      requested(`${path}/demo-ok`)
    }}`,
  );
  await mustAnswer(
    `${path}/nosuch`,
    404,
    `{"error":true,"message":"cluster or consumer not found",${requested(`${path}/nosuch`)}}`,
  );
});

Deno.test("/v3/kafka/local/consumer/… tells how a group fares", async () => {
  const path = "/v3/kafka/local/consumer/demo-ok";
  const first =
    `{"topic":"demo-orders","partition":0,${OWNED},"status":"OK","start":${START},"end":${END},"current_lag":5,"complete":1}`;
  const second =
    `{"topic":"demo-orders","partition":1,${OWNED},"status":"STOP","start":${ONLY},"end":${ONLY},"current_lag":30,"complete":0.5}`;
  const third =
    '{"topic":"demo-orders","partition":2,"owner":"","client_id":"","status":"OK","start":null,"end":null,"current_lag":0,"complete":0}';
  for (
    const [kind, partitions] of [["status", [second]], ["lag", [first, second, third]]] as const
  ) {
    await mustAnswer(
      `${path}/${kind}`,
      200,
      `{"error":false,"message":"consumer status returned","status":{"cluster":"local","group":"demo-ok","status":"ERR","complete":0.33333334,"partitions":[${
        partitions.join(",")
      }],"partition_count":3,"maxlag":${second},"totallag":35},${requested(`${path}/${kind}`)}}`,
    );
    for (const unknown of [["local", "nosuch"], ["nosuch", "demo-ok"]]) {
      const [cluster, group] = unknown;
      const path = `/v3/kafka/${cluster}/consumer/${group}/${kind}`;
      await mustAnswer(
        path,
        404,
        `{"error":false,"message":"consumer status returned","status":{"cluster":"${cluster}","group":"${group}","status":"NOTFOUND","complete":1,"partitions":[],"partition_count":0,"maxlag":null,"totallag":0},${
          requested(path)
        }}`,
      );
    }
  }
});

Deno.test("DELETE forgets a group, or one topic of it, and never fails", async () => {
  const { request, storage } = setUp();
  const group = "/v3/kafka/local/consumer/demo-ok";
  const paths = [
    `${group}/topic/nosuch`,
    "/v3/kafka/nosuch/consumer/demo-ok",
    "/v3/kafka/local/consumer/nosuch",
  ];
  for (const path of paths) {
    const { status, text } = await request(path, { method: "DELETE" });
    const body = `{"error":false,"message":"consumer group removed",${requested(path)}}`;
    assertEquals([status, text], [200, body]);
  }
  assertEquals([...storage.group("demo-ok")!.keys()], ["demo-orders"]);
  await request(`${group}/topic/demo-orders`, { method: "DELETE" });
  assertEquals([...storage.group("demo-ok")!.keys()], []);
  await request(group, { method: "DELETE" });
  assertEquals(storage.groups, []);
});

Deno.test("/v3/config shows the settings", async () => {
  await mustAnswer(
    "/v3/config",
    200,
    `{"error":false,"message":"main config returned",${
      requested("/v3/config")
    },"general":{"pidfile":"burrow.pid","stdout-logfile":"","access-control-allow-origin":""},"logging":{"filename":"","max-size":100,"max-backups":10,"max-age":30,"use-local-time":false,"use-compression":false,"level":"info"},"zookeeper":{"servers":["127.0.0.1:22181","127.0.0.1:22182","127.0.0.1:22183"],"timeout":6,"root-path":"/burrow"},"httpserver":{"default":{"address":"127.0.0.1:8000","tls":"","timeout":300}}}`,
  );
  const modules = {
    storage:
      '{"class-name":"inmemory","intervals":2,"min-distance":1,"group-allowlist":"","expire-group":604800}',
    evaluator: '{"class-name":"caching","expire-cache":10}',
    consumer:
      '{"class-name":"kafka","cluster":"local","servers":["127.0.0.1:29092","127.0.0.1:29093"],"group-allowlist":"","zookeeper-path":"","zookeeper-timeout":0,"client-profile":{"name":"kafka3","client-id":"burrow-local","kafka-version":"3.9.0","tls":null,"sasl":null},"offsets-topic":"__consumer_offsets","start-latest":false}',
    notifier:
      '{"class-name":"http","group-allowlist":"","interval":10,"threshold":2,"timeout":5,"keepalive":30,"url-open":"http://127.0.0.1:18080/v1/event","url-close":"http://127.0.0.1:18080/v1/event","method-open":"POST","method-close":"DELETE","template-open":"/etc/burrow/open.tmpl","template-close":"/etc/burrow/close.tmpl","extra":{"app":"burrow","tier":"STG"},"send-close":true,"extra-ca":"","noverify":""}',
  };
  for (const [coordinator, module] of Object.entries(modules)) {
    const name = coordinator === "consumer" ? "local" : "default";
    const path = `/v3/config/${coordinator}`;
    await mustAnswer(
      path,
      200,
      `{"error":false,"message":"module list returned",${
        requested(path)
      },"coordinator":"${coordinator}","modules":["${name}"]}`,
    );
    await mustAnswer(
      `${path}/${name}`,
      200,
      `{"error":false,"message":"${coordinator} module detail returned","module":${module},${
        requested(`${path}/${name}`)
      }}`,
    );
    await mustAnswer(
      `${path}/constructor`,
      404,
      `{"error":true,"message":"${coordinator} module not found",${
        requested(`${path}/constructor`)
      }}`,
    );
  }
});

Deno.test("/burrow/admin tells whether it works", async () => {
  const { request, state } = setUp();
  assertEquals((await request("/burrow/admin")).text, "GOOD");
  assertEquals((await request("/burrow/admin/ready")).text, "READY");
  assertEquals((await request("/readyz")).status, 200);
  Object.assign(state, { isReady: false, reason: "Cannot reach Kafka: refused" });
  const { status, text } = await request("/burrow/admin/ready");
  assertEquals([status, text], [503, "STARTING"]);
  assertEquals((await request("/readyz")).status, 503);
});

Deno.test("/v3/admin/loglevel shows the level and changes it", async () => {
  const { request, log } = setUp();
  const path = "/v3/admin/loglevel";
  const post = (body: string) => request(path, { method: "POST", body });
  const answers = [
    [await request(path), 200, '{"error":false,"message":"log level returned","level":"info",'],
    [await post('{"level":"DEBUG"}'), 200, '{"error":false,"message":"set log level",'],
    [await post('{"level":"verbose"}'), 404, '{"error":true,"message":"unknown log level",'],
    [await post("{}"), 404, '{"error":true,"message":"unknown log level",'],
    [await post("debug"), 400, '{"error":true,"message":"could not decode message body",'],
    [await post("[]"), 400, '{"error":true,"message":"could not decode message body",'],
    [await post('{"level":1}'), 400, '{"error":true,"message":"could not decode message body",'],
  ] as const;
  for (const [answer, status, body] of answers) {
    assertEquals([answer.status, answer.text], [status, `${body}${requested(path)}}`]);
  }
  assertEquals(log.level, "debug");
});

Deno.test("/metrics has Burrow's names and labels", async () => {
  const { request } = setUp();
  const { text } = await request("/metrics");
  const group = 'cluster="local",consumer_group="demo-ok"';
  const lines = [
    `burrow_kafka_consumer_current_offset{${group},partition="0",topic="demo-orders"} 3365`,
    `burrow_kafka_consumer_lag_total{${group}} 35`,
    `burrow_kafka_consumer_partition_lag{${group},partition="0",topic="demo-orders"} 5`,
    `burrow_kafka_consumer_partition_lag{${group},partition="1",topic="demo-orders"} 30`,
    `burrow_kafka_consumer_partition_lag{${group},partition="2",topic="demo-orders"} 0`,
    `burrow_kafka_consumer_status{${group}} 3`,
    `burrow_kafka_topic_partition_offset{cluster="local",partition="2",topic="demo-orders"} 3370`,
    `burrow_kafka_topic_partition_status{${group},partition="0",topic="demo-orders"} 1`,
  ];
  for (const line of lines) assertStringIncludes(`${text}\n`, `${line}\n`);
  assertEquals(
    text.match(/^burrow_kafka_(consumer_current_offset|topic_partition_status)\{/gm)!.length,
    2,
  );
  assertMatch(text, /^process_resident_memory_bytes \d+$/m);
});

Deno.test("/metrics forgets what is gone", async () => {
  const { request, storage } = setUp();
  await request("/metrics");
  storage.deleteTopic("demo-orders");
  storage.deleteGroup("demo-ok");
  const { text } = await request("/metrics");
  assertEquals(text.match(/^burrow_\w+\{/gm), null);
});

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
