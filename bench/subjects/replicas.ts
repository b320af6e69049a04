/**
 * Replicas of one function, each a process of its own, and how fast they are together.
 *
 * @module
 */
import { close, openDeno } from "../run/cleanup.ts";
import { freePort } from "../../cluster/process/ports/free_port.ts";
import { eventually, type Lab } from "../../tests/lab.ts";

/** An order of about 100 bytes, as {@linkcode replicasRate} has it handled. */
export const ORDER = JSON.stringify({
  customer: "customer-0123456789",
  note: "x".repeat(30),
  price: 350,
  amount: 2,
});

/** What is handled before it counts: the share in which members join and code gets hot. */
const WARM_UP = 0.2;

interface Replica {
  process: Deno.ChildProcess;
  url: string;
}

/**
 * Records/s of so many replicas, which are started at once on a topic that has all records, from a fifth of
 * them on.
 */
export async function replicasRate(
  lab: Lab,
  replicas: number,
  { topic, records }: { topic: string; records: number },
): Promise<number> {
  const group = `bench-${crypto.randomUUID()}`;
  const started = Array.from({ length: replicas }, () => startReplica(lab, topic, group));
  try {
    await Promise.all(started.map(({ url }) =>
      eventually("a replica is ready", async () => {
        const response = await fetch(`${url}/readyz`);
        const text = await response.text();
        if (!response.ok) throw new Error(text);
        return true;
      })
    ));
    const rate = rateOfAll(started.map(({ process }) => process.stdout), records);
    const response = await fetch(`${started[0].url}/start`, { method: "POST" });
    if (!response.ok) throw new Error(`/start answered ${await response.text()}`);
    await response.body?.cancel();
    return await rate;
  } finally {
    await Promise.all(started.map(({ process }) => close(process)));
  }
}

function startReplica(lab: Lab, topic: string, group: string): Replica {
  const port = freePort();
  const process = openDeno([
    ...["run", "--quiet", "--cached-only", "--allow-net", "--allow-env", "--allow-read"],
    ...["functions/runtime/function_main.ts", "bench/subjects/invoicing/function.ts"],
  ], {
    env: {
      KAFKA_BROKERS: lab.brokers.join(","),
      PORT: String(port),
      CONTROL_TOPIC: `${group}-control`,
      BENCH_TOPIC: topic,
      BENCH_GROUP: group,
      NO_COLOR: "1",
    },
    stdout: "piped",
    stderr: "inherit",
  });
  return { process, url: `http://127.0.0.1:${port}` };
}

/** Reads what all of them have handled, until that is all there is. */
async function rateOfAll(outputs: ReadableStream<Uint8Array>[], records: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const handled = outputs.map(() => 0);
  let first: { at: number; count: number } | undefined;
  const read = async (output: ReadableStream<Uint8Array>, replica: number) => {
    let text = "";
    for await (const chunk of output.pipeThrough(new TextDecoderStream())) {
      text = (text + chunk).slice(-1_000);
      const count = [...text.matchAll(/"handled (\d+)"/g)].at(-1)?.[1];
      if (count === undefined) continue;
      handled[replica] = Number(count);
      const sum = handled.reduce((sum, count) => sum + count, 0);
      if (sum >= records * WARM_UP) first ??= { at: performance.now(), count: sum };
      if (sum < records || first === undefined) continue;
      resolve((sum - first.count) / ((performance.now() - first.at) / 1_000));
    }
    // After the answer was given, nobody hears this.
    reject(new Error("A replica has ended before all was handled"));
  };
  outputs.forEach((output, replica) => read(output, replica).catch(reject));
  return await promise;
}
