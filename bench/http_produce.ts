/**
 * How many records a second go to Kafka by HTTP, one record of 100 bytes a request, acks=all: the
 * producer function, whose concurrent requests share batches, against one `send` a request. Both
 * in one run, in turns; on a lab of its own, or on the cluster that KAFKA_BROKERS names. Needs `wrk`.
 *
 *     deno task bench:http-produce [--rounds 3] [--seconds 5] [--json]
 *
 * @module
 */
import { runCommand } from "../cluster/process/run_command.ts";
import { flagsOf } from "../scripts/cli/command.ts";
import { variableNames } from "../functions/runtime/config/config.ts";
import { createKafka } from "../kafka/client/client.ts";
import { variables } from "../functions/producer/producer_settings.ts";
import { table } from "../scripts/cli/terminal.ts";
import { freePort } from "../tests/function_process.ts";
import { eventually, Lab } from "../tests/lab.ts";
import { median } from "./median.ts";

const options = await flagsOf(
  `Usage: deno task bench:http-produce [--rounds N] [--seconds S] [--json]

Measures how many records a second go to Kafka by HTTP, against one send a request; on a lab of its
own, or on the cluster that KAFKA_BROKERS names. Needs wrk.

  --rounds N   how often; 3
  --seconds S  how long each; 5
  --json       as JSON`,
  {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
);

/** What wrk measured. Latencies in ms. */
interface Load {
  requests: number;
  seconds: number;
  errors: number;
  p50: number;
  p99: number;
}

/** A server under test. */
interface Server {
  name: string;
  url: string;
  process: Deno.ChildProcess;
}

const CONNECTIONS = [1, 16, 128];
const TOPIC = `bench-http-produce-${Date.now()}`;
const CONTROL_TOPIC = `${TOPIC}-control`;

if (!await hasWrk()) {
  console.error("Cannot measure: wrk, which makes the load, is not installed");
  Deno.exit(1);
}
const named = Deno.env.get("KAFKA_BROKERS")?.split(",");
const lab = named ? undefined : new Lab();
const brokers = named ?? lab!.brokers;
const admin = createKafka({ brokers, clientId: "bench" }).admin();

const servers: Server[] = [];
const loads = new Map<string, Load[]>();
try {
  await lab?.up();
  await admin.connect();
  await measure();
} finally {
  await admin.disconnect();
  await lab?.remove();
}
report();

/** Loads both servers in turns; their topics are gone afterwards. */
async function measure(): Promise<void> {
  await admin.createTopics({ topics: [{ topic: TOPIC }], waitForLeaders: true });
  try {
    servers.push(
      await start("producer function", "functions/producer/main.ts"),
      await start("one send a request", "bench/http_produce_naive.ts"),
    );
    for (const { url } of servers) await load(url, 16, 2);
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const connections of CONNECTIONS) {
        for (const { name, url } of servers) {
          const key = `${name} ${connections}`;
          loads.set(key, [...loads.get(key) ?? [], await load(url, connections, options.seconds)]);
        }
      }
    }
  } finally {
    for (const { process } of servers) {
      process.kill("SIGTERM");
      await process.status;
    }
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(TOPIC));
    await admin.deleteTopics({ topics });
  }
}

/** Starts a server with what it needs and nothing else, and returns when it is ready. */
async function start(name: string, script: string): Promise<Server> {
  const port = freePort();
  const names = variableNames(variables);
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--allow-net=127.0.0.1:${port},${brokers}`,
      `--allow-env=${[...names, "KAFKAJS_NO_PARTITIONER_WARNING"].join(",")}`,
      script,
    ],
    env: { KAFKA_BROKERS: brokers.join(","), PORT: `${port}`, CONTROL_TOPIC },
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  await eventually(`${name} is ready`, () => isReady(url));
  return { name, url, process };
}

async function hasWrk(): Promise<boolean> {
  try {
    // Without an address it tells its usage, and fails.
    await runCommand("wrk", []);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Loads a server for some seconds with so many connections that send one request after the other. */
async function load(url: string, connections: number, seconds: number | string): Promise<Load> {
  const { stdout } = await runCommand("wrk", [
    ...["--threads", "1", "--connections", `${connections}`, "--duration", `${seconds}s`],
    ...["--timeout", "10s", "--script", "bench/http_load.lua", `${url}/topics/${TOPIC}`],
  ]);
  const result = /^result (.*)$/m.exec(stdout)?.[1];
  if (result === undefined) throw new Error("Cannot read what wrk measured");
  return JSON.parse(result);
}

function report(): void {
  const results = servers.flatMap(({ name }) =>
    CONNECTIONS.map((connections) => {
      const rounds = loads.get(`${name} ${connections}`)!;
      const errors = rounds.reduce((sum, { errors }) => sum + errors, 0);
      const perSecond = median(rounds.map(({ requests, seconds }) => requests / seconds));
      const p50 = median(rounds.map(({ p50 }) => p50));
      return {
        name,
        connections,
        perSecond,
        p50,
        p99: median(rounds.map(({ p99 }) => p99)),
        errors,
      };
    })
  );
  const [shared, single] = servers.map(({ name }) =>
    results.find((result) => result.name === name && result.connections === 128)!.perSecond
  );
  if (options.json) {
    console.log(
      JSON.stringify({ rounds: Number(options.rounds), results, ratio: shared / single }),
    );
    return;
  }
  const header = ["server", "connections", "requests/s", "p50 ms", "p99 ms", "errors"];
  const rows = results.map(({ name, connections, perSecond, p50, p99, errors }) => [
    ...[name, `${connections}`, perSecond.toFixed(0)],
    ...[p50.toFixed(1), p99.toFixed(1), `${errors}`],
  ]);
  console.log(table(header, rows, { right: header.slice(1) }));
  console.log(`\n${(shared / single).toFixed(1)} × the rate at 128 connections, medians`);
}
