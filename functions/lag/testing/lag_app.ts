/**
 * The lag monitor's application over what it knows of one cluster, for tests of its routes.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { createMetrics } from "../../runtime/http/health/process_metrics.ts";
import { createLagApp } from "../app.ts";
import { measureLag } from "../burrow/burrow_metrics.ts";
import { configModules, mainConfig } from "../burrow/config_answers.ts";
import { Evaluator } from "../evaluation/evaluator.ts";
import { Log } from "../logging/log.ts";
import { readBurrowConfig } from "../settings/burrow_file.ts";
import { Storage } from "../storage/storage.ts";

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
export function setUp() {
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
  storage.setMembers({
    group: "demo-ok",
    protocolType: "consumer",
    members: 1,
    ownerships: [0, 1].map((partition) => ({
      topic: "demo-orders",
      partition,
      owner: "/127.0.0.1",
      clientId: "demo-ok-client",
    })),
  });
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
export async function mustAnswer(path: string, status: number, body: string, init?: RequestInit) {
  const { request } = setUp();
  const answer = await request(path, init);
  assertEquals([answer.status, answer.text], [status, body], path);
  assertEquals(answer.headers.get("content-type"), "application/json");
}

/** What an answer says of its request. */
export const requested = (url: string) => `"request":{"url":"${url}","host":"localhost"}`;
