/**
 * 1,000 clients that follow `/messages` at 1,000 records/s: what each gets or is told to have missed, whether
 * the producer suffers, and what it costs the consumer.
 *
 * @module
 */
import { delay } from "@std/async";
import type { FunctionProcess } from "../../tests/processes/function_process.ts";
import { cpuTime } from "../run/cpu_time.ts";
import { memoryOf } from "../run/memory.ts";
import { procMissing } from "../run/obstacles.ts";
import type { Bench, Comparison, Part } from "../run/part.ts";
import { eventLines } from "../subjects/event_lines.ts";
import { runFunction, tell } from "../subjects/run_function.ts";
import { withTopic } from "../subjects/topic.ts";

const CLIENTS = 1_000;
/** Records/s that are written. */
const RATE = 1_000;

export default {
  summary: "1,000 clients that follow /messages at 1,000 records/s",
  obstacle: procMissing,
  run,
} satisfies Part;

/** For how long after the last record a client may wait for what it is owed, ms. */
const PATIENCE = 120_000;

/** What was found with so many clients. */
interface Found {
  /** Records/s that the producer saw acknowledged. */
  produced: number;
  /** Events/s that all clients got. */
  events: number;
  /** Share of what was to come to clients that came or was told to be lost. */
  accounted: number;
  /** CPU time of the consumer, ms/s. */
  cpu: number;
  /** Resident memory of the consumer, MiB. */
  memory: number;
}

async function run({ lab: shared, seconds, note }: Bench): Promise<Comparison[]> {
  const lab = await shared();
  const found = new Map<number, Found>();
  for (const clients of [CLIENTS, 1]) {
    note(`${clients} clients`);
    await withTopic(lab, 1, async (topic) => {
      await using consumer = await runFunction(lab, "consumer");
      await using producer = await runFunction(lab, "producer");
      const parameters = { topics: [topic], group: `bench-${crypto.randomUUID()}` };
      await tell(consumer, "/start_consumer?wait=assigned", { ...parameters, from: "earliest" });
      found.set(clients, await follow({ topic, consumer, producer, clients, seconds }));
    });
  }
  const of = (value: (one: Found) => number) =>
    [CLIENTS, 1].map((clients) => ({
      name: clients === 1 ? "one client" : `${clients} clients`,
      samples: [value(found.get(clients)!)],
    }));
  return [
    {
      ...{ what: "the producer, /messages followed", unit: "records/s", better: "more" },
      ...{ target: { ratio: 0.95 }, subjects: of(({ produced }) => produced) },
    },
    {
      ...{ what: "events or counted drops", unit: "of all", better: "more" },
      ...{ target: { value: 1 }, subjects: of(({ accounted }) => accounted) },
    },
    {
      ...{ what: "events sent", unit: "events/s", better: "more" },
      subjects: of(({ events }) => events),
    },
    {
      ...{ what: "CPU of the consumer", unit: "ms/s", better: "less" },
      subjects: of(({ cpu }) => cpu),
    },
    {
      ...{ what: "memory of the consumer", unit: "MiB", better: "less" },
      subjects: of(({ memory }) => memory),
    },
  ];
}

/** Follows while the producer writes a fixed count; then until each client has accounted for all. */
async function follow({ topic, consumer, producer, clients, seconds }: {
  topic: string;
  consumer: FunctionProcess;
  producer: FunctionProcess;
  clients: number;
  seconds: number;
}): Promise<Found> {
  const count = seconds * RATE;
  const signal = AbortSignal.timeout(seconds * 1_000 + PATIENCE);
  const opened = await Promise.all(
    Array.from(
      { length: clients },
      () => fetch(consumer.url("/messages"), { headers: { accept: "text/event-stream" }, signal }),
    ),
  );
  const before = await cpuTime(consumer.pid);
  const began = performance.now();
  await tell(producer, "/start_producer", { topic, rate: RATE, size: 100, count });
  const taken = Promise.all(opened.map(({ body }) => takeAll(body!, count)));
  let produced = 0;
  do {
    await delay(200);
    const { state, run } = await (await fetch(producer.url("/status"))).json();
    if (state === "finished") produced = run.perSecond;
  } while (produced === 0);
  const memory = await memoryOf([consumer.pid]);
  const counts = await taken;
  const lasted = (performance.now() - began) / 1_000;
  const got = counts.reduce((sum, { got }) => sum + got, 0);
  const accounted = counts.reduce((sum, { got, lost }) => sum + got + lost, 0);
  return {
    ...{ produced, memory, events: got / lasted, accounted: accounted / (clients * count) },
    cpu: (await cpuTime(consumer.pid) - before) / lasted,
  };
}

/** Counts events and those that are told to be lost, until both make up the count. */
async function takeAll(body: ReadableStream<Uint8Array>, count: number) {
  let got = 0;
  let lost = 0;
  try {
    for await (const line of eventLines(body)) {
      if (line.startsWith("id:")) got++;
      else if (line.startsWith('data:{"records":')) lost += JSON.parse(line.slice(5)).records;
      if (got + lost >= count) break;
    }
  } catch (error) {
    // What has not come by now is not accounted for.
    if ((error as Error).name !== "TimeoutError") throw error;
  }
  return { got, lost };
}
