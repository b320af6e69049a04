/**
 * How many records a second a batch function handles that does nothing, against bare kafkajs `eachBatch`
 * on the same topic, in turns; and how much memory the runtime adds to a process that has kafkajs. On a
 * lab of its own, or on the cluster that KAFKA_BROKERS names.
 *
 *     deno task bench:functions [--rounds 3] [--records 1000000] [--json]
 *
 * @module
 */
import { delay } from "@std/async";
import { flagsOf } from "../scripts/cli/command.ts";
import { liveProcesses } from "../cluster/process/process_table.ts";
import { createKafka } from "../kafka/client/client.ts";
import { table } from "../scripts/cli/terminal.ts";
import { Lab } from "../tests/lab.ts";
import { freePort } from "../tests/function_process.ts";
import { median } from "./median.ts";

const options = await flagsOf(
  `Usage: deno task bench:functions [--rounds N] [--records N] [--json]

Measures how many records a second a function handles against bare kafkajs, and its memory; on a lab
of its own, or on the cluster that KAFKA_BROKERS names.

  --rounds N   how often; 3
  --records N  how many records; 1000000
  --json       as JSON`,
  {
    rounds: { type: "string", default: "3" },
    records: { type: "string", default: "1000000" },
    json: { type: "boolean", default: false },
  },
);

/** Bytes of a record, and how many are written at once. */
const SIZE = 100;
const BATCH = 5_000;

/** How long a process is left alone before its memory is looked at, in ms. */
const REST = 3_000;

/** What is measured, as the arguments of `deno run`. */
const SUBJECTS = {
  "bare kafkajs eachBatch": ["bench/functions_naive.ts"],
  "a batch function": ["functions/runtime/function_main.ts", "bench/noop/function.ts"],
  "a function of single records": [
    ...["functions/runtime/function_main.ts", "bench/noop-each/function.ts"],
  ],
};
type Subject = keyof typeof SUBJECTS;

const named = Deno.env.get("KAFKA_BROKERS")?.split(",");
const lab = named ? undefined : new Lab();
const brokers = named ?? lab!.brokers;
const kafka = createKafka({ brokers, clientId: "bench" });
const rates = new Map<Subject, number[]>();
const memory: Record<string, number> = {};
try {
  await lab?.up();
  await measure();
} finally {
  await lab?.remove();
}
report();

async function measure(): Promise<void> {
  const topic = `bench-functions-${Date.now()}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic, numPartitions: 1 }, { topic: `${topic}-idle`, numPartitions: 1 }],
    waitForLeaders: true,
  });
  try {
    memory["kafkajs alone"] = await restingMemory(start(["bench/functions_kafkajs.ts"]));
    const own = SUBJECTS["a batch function"];
    memory["a function"] = await restingMemory(start(own, `${topic}-idle`));
    await fill(topic);
    // The first of each is cold: so are the broker's pages.
    for (let round = -1; round < Number(options.rounds); round++) {
      for (const [name, args] of Object.entries(SUBJECTS) as [Subject, string[]][]) {
        const rate = await consume(args, topic);
        if (round >= 0) rates.set(name, [...rates.get(name) ?? [], rate]);
      }
    }
  } finally {
    await admin.deleteTopics({ topics: [topic, `${topic}-idle`] });
    await admin.disconnect();
  }
}

async function fill(topic: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  const messages = Array.from({ length: BATCH }, () => ({ value: "x".repeat(SIZE), partition: 0 }));
  for (let sent = 0; sent < Number(options.records); sent += BATCH) {
    await producer.send({ topic, messages, acks: -1 });
  }
  await producer.disconnect();
}

function start(args: string[], topic = "none"): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-net", "--allow-env", "--allow-read", ...args],
    env: {
      KAFKA_BROKERS: brokers.join(","),
      PORT: String(freePort()),
      CONTROL_TOPIC: `bench-control-${crypto.randomUUID()}`,
      BENCH_TOPIC: topic,
      BENCH_GROUP: `bench-${crypto.randomUUID()}`,
      BENCH_RECORDS: options.records,
      NO_COLOR: "1",
    },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Records/s from the first batch to the last record, as the process itself has seen it. */
async function consume(args: string[], topic: string): Promise<number> {
  const child = start(args, topic);
  let output = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += chunk;
    const found = /rate (\d+)/.exec(output);
    if (found === null) continue;
    child.kill("SIGTERM");
    await child.status;
    return Number(found[1]);
  }
  throw new Error(`${args.join(" ")} has ended before all was consumed: ${output}`);
}

/** Resident memory, MiB, of a process that has nothing to do. */
async function restingMemory(child: Deno.ChildProcess): Promise<number> {
  child.stdout.cancel();
  await delay(REST);
  const found = (await liveProcesses([child.pid])).get(child.pid)!;
  child.kill("SIGTERM");
  await child.status;
  return found.memoryBytes / 2 ** 20;
}

function report(): void {
  const medians = new Map([...rates].map(([name, found]) => [name, median(found)]));
  const bare = medians.get("bare kafkajs eachBatch")!;
  const added = memory["a function"] - memory["kafkajs alone"];
  if (options.json) {
    const result = { rates: Object.fromEntries(rates), medians: Object.fromEntries(medians) };
    return console.log(JSON.stringify({ ...result, memory, added }, null, 2));
  }
  const figures = ["records/s", "of kafkajs"];
  console.log(table(
    ["what", ...figures],
    [...medians].map(([name, rate]) => [name, String(rate), (rate / bare).toFixed(2)]),
    { right: figures },
  ));
  const [alone, own] = [memory["kafkajs alone"], memory["a function"]].map((it) => it.toFixed(0));
  console.log(`\nAt rest a function takes ${own} MiB, and Deno with kafkajs ${alone} MiB: `);
  console.log(`the runtime adds ${added.toFixed(0)} MiB`);
}
