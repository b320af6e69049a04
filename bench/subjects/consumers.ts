/**
 * What consumes a topic from its beginning, each a process of its own, and how fast.
 *
 * @module
 */
import { delay } from "@std/async";
import { close, openDeno } from "../run/cleanup.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { eventually, type Lab } from "../../tests/lab.ts";

/** The arguments of `deno run`. */
const PROCESSES = {
  kafkajs: ["bench/subjects/each_batch.ts"],
  batches: ["functions/runtime/function_main.ts", "bench/subjects/noop/function.ts"],
  single: ["functions/runtime/function_main.ts", "bench/subjects/noop-each/function.ts"],
  consumer: ["functions/consumer/main.ts"],
};

/** The name of one of them. */
export type ConsumerName = keyof typeof PROCESSES;

/** Records/s from the first batch to the last of so many records. */
export async function consumeAll(
  name: ConsumerName,
  lab: Lab,
  topic: string,
  records: number,
): Promise<number> {
  const port = freePort();
  const group = `bench-${crypto.randomUUID()}`;
  const permissions = ["--allow-net", "--allow-env", "--allow-read"];
  const args = ["run", "--quiet", "--cached-only", ...permissions, ...PROCESSES[name]];
  const process = openDeno(args, {
    env: {
      KAFKA_BROKERS: lab.brokers.join(","),
      PORT: String(port),
      CONTROL_TOPIC: `${group}-control`,
      BENCH_TOPIC: topic,
      BENCH_GROUP: group,
      BENCH_RECORDS: String(records),
      NO_COLOR: "1",
    },
    stdout: "piped",
    stderr: "inherit",
  });
  try {
    if (name === "consumer") return await watchedRate(process, port, { topic, group, records });
    return await toldRate(process);
  } finally {
    await close(process);
  }
}

/** The rate that the process prints. */
async function toldRate({ stdout }: Deno.ChildProcess): Promise<number> {
  let output = "";
  for await (const chunk of stdout.pipeThrough(new TextDecoderStream())) {
    output += chunk;
    const rate = /rate (\d+)/.exec(output)?.[1];
    if (rate !== undefined) return Number(rate);
  }
  throw new Error(`It has ended before all was consumed: ${output}`);
}

/** How often the consumer is asked how far it is, ms. */
const ASKED = 50;

/** The rate of the consumer, which is told what to consume, by the position that its `/status` tells. */
async function watchedRate(
  { stdout }: Deno.ChildProcess,
  port: number,
  { topic, group, records }: { topic: string; group: string; records: number },
): Promise<number> {
  await stdout.cancel();
  const url = `http://127.0.0.1:${port}`;
  const body = JSON.stringify({ topics: [topic], group, from: "earliest" });
  const headers = { "content-type": "application/json" };
  await eventually("the consumer is started", async () => {
    const response = await fetch(`${url}/start_consumer`, { method: "POST", headers, body });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return true;
  });
  let first = 0;
  let began = 0;
  while (true) {
    const { assignment } = await (await fetch(`${url}/status`)).json();
    const position: number = assignment[0]?.position ?? 0;
    if (began === 0 && position > 0) [first, began] = [position, performance.now()];
    if (position >= records) return (position - first) / ((performance.now() - began) / 1_000);
    await delay(ASKED);
  }
}
