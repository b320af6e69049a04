/**
 * How many records a second one client consumes by HTTP, 100 bytes each, from `rest`: as JSON, binary and
 * text; and how long it takes to start, and its memory. On a lab of its own, or on the cluster that
 * KAFKA_BROKERS names.
 *
 *     deno task bench:http-consume [--rounds 5] [--records 1000000] [--json]
 *
 * @module
 */
import { createTopic, deleteTopic } from "../kafka/admin/topic_actions.ts";
import { Brokers } from "../kafka/client/brokers.ts";
import { Sender } from "../kafka/producer/sender.ts";
import { flagsOf } from "../scripts/cli/command.ts";
import { table } from "../scripts/cli/terminal.ts";
import { freePort } from "../tests/function_process.ts";
import { eventually, Lab } from "../tests/lab.ts";
import { RestClient } from "../tests/rest_client.ts";
import { median } from "./median.ts";

const options = await flagsOf(
  `Usage: deno task bench:http-consume [--rounds N] [--records N] [--json]

Measures how many records a second one client consumes from rest by HTTP; on a lab of its own, or on
the cluster that KAFKA_BROKERS names.

  --rounds N   how often; 5
  --records N  how many each time; 1000000
  --json       as JSON`,
  {
    rounds: { type: "string", default: "5" },
    records: { type: "string", default: "1000000" },
    json: { type: "boolean", default: false },
  },
);

const TOPIC = `bench-http-consume-${Date.now()}`;
const RECORDS = Number(options.records);
const BATCH = 5_000;
const FORMATS = ["json", "binary", "text"];

/** 100 bytes of JSON. */
const VALUE = JSON.stringify({ id: 1234567, name: "x".repeat(70), ok: true }).slice(0, 100);

const named = Deno.env.get("KAFKA_BROKERS")?.split(",");
const lab = named ? undefined : new Lab();
const addresses = named ?? lab!.brokers;
const rates = new Map<string, number[]>(FORMATS.map((format) => [format, []]));
let readyMs = NaN;
let idleMiB: number | undefined;
try {
  await lab?.up();
  await measure();
} finally {
  await lab?.remove();
}
report();

async function measure(): Promise<void> {
  const brokers = new Brokers({ brokers: [...addresses], clientId: "bench" });
  const sender = new Sender(new Brokers({ brokers: [...addresses], clientId: "bench" }));
  await createTopic(brokers, { name: TOPIC, partitions: 1 });
  const batch = Array.from({ length: BATCH }, () => ({ key: null, value: VALUE, partition: 0 }));
  for (let sent = 0; sent < RECORDS; sent += BATCH) await sender.send(TOPIC, batch);
  const port = freePort();
  const began = performance.now();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-net", "--allow-env", "functions/rest/main.ts"],
    env: { KAFKA_BROKERS: addresses.join(","), PORT: `${port}` },
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const url = `http://127.0.0.1:${port}`;
    await eventually("rest is ready", async () => (await fetch(`${url}/healthz`)).ok);
    await (await fetch(`${url}/readyz`)).text();
    readyMs = performance.now() - began;
    idleMiB = residentMiB(process.pid);
    for (let round = 0; round < Number(options.rounds); round++) {
      for (const format of FORMATS) rates.get(format)!.push(await consume(url, format));
    }
  } finally {
    process.kill("SIGTERM");
    await process.status;
    await deleteTopic(brokers, TOPIC);
    await Promise.all([sender.close(), brokers.close()]);
  }
}

/** Records/s of one client, from its first request to its last record. */
async function consume(url: string, format: string): Promise<number> {
  const group = `${TOPIC}-${crypto.randomUUID()}`;
  await using instance = await new RestClient(url).instance(group, { format });
  await instance.tell("/assignments", { partitions: [{ topic: TOPIC, partition: 0 }] });
  const began = performance.now();
  for (let next = 0; next < RECORDS;) {
    const response = await fetch(`${url}${instance.path}/records?timeout=10000`);
    // Parsing is the client's own affair: the last offset tells how many there were.
    const [, last = `${next - 1}`] =
      /"offset":(\d+)\}\]$/.exec((await response.text()).slice(-60)) ?? [];
    next = Number(last) + 1;
  }
  return RECORDS / ((performance.now() - began) / 1_000);
}

/** The memory of a process where Linux tells it, MiB. */
function residentMiB(pid: number): number | undefined {
  try {
    const [, kib] = /^VmRSS:\s+(\d+)/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ?? [];
    return kib === undefined ? undefined : Number(kib) / 1024;
  } catch {
    return undefined;
  }
}

function report(): void {
  const perSecond = Object.fromEntries([...rates].map(([format, all]) => [format, median(all)]));
  if (options.json) {
    console.log(
      JSON.stringify({ perSecond, samples: Object.fromEntries(rates), readyMs, idleMiB }),
    );
    return;
  }
  const rows = Object.entries(perSecond).map(([format, rate]) => [format, rate.toFixed(0)]);
  console.log(table(["format", "records/s"], rows, { right: ["records/s"] }));
  console.log(`\nready in ${readyMs.toFixed(0)} ms, ${idleMiB?.toFixed(0) ?? "?"} MiB when idle`);
}
