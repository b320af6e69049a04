import { delay } from "@std/async";
import { nativeEngine } from "../../cluster/engines/native/engine.ts";
import { labKafka } from "../../cluster/lab_kafka.ts";
import { functionAddress } from "../../cluster/topology.ts";
import { readAll } from "../../testing/read_topic.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";
import { TestLab } from "../../testing/test_lab.ts";
import { sampleProcesses } from "../soak/process_sample.ts";
import { percentile99 } from "../workload/sample.ts";
import { Flooder } from "./flooder.ts";
import { HealthWatch } from "./health_watch.ts";

/** How to flood. */
export interface FloodOptions {
  /** One that is up, with its producer, on the native engine. */
  lab: RunningLab;
  connections: number;
  /** Ends it: after so many ms, or so many requests of each connection. */
  until: { ms: number } | { requests: number };
  signal: AbortSignal;
}

/** What came of a flood. */
export interface FloodReport {
  seconds: number;
  /** Answers by status; `broken` where a connection ended without one. */
  answers: Record<string, number>;
  /** Answers of 429 whose Retry-After was no whole number of seconds from 1 to a minute. */
  withoutRetryAfter: number;
  /** Records acknowledged, and those of them that are not in the log where they were told to be. */
  acknowledged: number;
  missing: number;
  /** The producer's resident memory before, and the most of it since, bytes. */
  memory: number;
  peak: number;
  /** The time that /healthz took, ms, 99 of 100 times. */
  healthz: number;
  /** Whether a request was taken once the flood was over, and its Retry-After had passed. */
  recovered: boolean;
}

/** What must hold: memory in bytes, /healthz in ms. */
export const FLOOD_BOUNDS = { memory: 64 * 1024 * 1024, healthz: 1_000 };

const RECORDS = 20;
const SIZE = 500;

/**
 * The load before it is looked at first, by how many connections how many requests of the same kind: a busy
 * producer's heap has grown already, and is not what the flood costs.
 */
const WARM_UP = { connections: 16, requests: 150 };

/** How often memory is looked at, ms. */
const LOOK = 200;

const MAX_RETRY_AFTER = 60;
const TAKEN = [200, 429, 503];

/** What did not hold, for people; empty where all did. */
export function floodFaults(report: FloodReport, bounds = FLOOD_BOUNDS): string[] {
  const { answers, withoutRetryAfter, missing, memory, peak, healthz, recovered } = report;
  const others = Object.entries(answers).filter(([status]) => !TAKEN.includes(Number(status)));
  const growth = (peak - memory) / 1024 / 1024;
  return [
    ...others.map(([status, count]) => `${count} × ${status}`),
    ...withoutRetryAfter > 0 ? [`${withoutRetryAfter} × 429 without a Retry-After`] : [],
    ...missing > 0 ? [`${missing} acknowledged records are not in the log`] : [],
    ...peak - memory > bounds.memory ? [`memory grew by ${growth.toFixed(0)} MiB`] : [],
    ...healthz > bounds.healthz ? [`/healthz took ${healthz.toFixed(0)} ms`] : [],
    ...recovered ? [] : ["no request was taken when the flood was over"],
  ];
}

/** Floods `POST /topics/{topic}`, and reads the whole log back. */
export async function runFlood(options: FloodOptions): Promise<FloodReport> {
  const { lab, connections, until, signal } = options;
  await using test = new TestLab(lab);
  const topic = await test.topic({ name: "flood", partitions: 3 });
  const { url, pid } = await producerOf(lab);
  const path = `/topics/${topic.name}`;
  const answers: Record<string, number> = {};
  const acknowledged = new Map<string, string>();
  let [withoutRetryAfter, longest, isOver] = [0, 1, false];

  /** One connection's requests; it is opened again where it breaks. */
  async function flood(connection: number): Promise<void> {
    let flooder: Flooder | undefined;
    try {
      for (let n = 0; !isOver && n < ("requests" in until ? until.requests : Infinity); n++) {
        const ids = idsOf(`${connection}-${n}`);
        try {
          flooder ??= await Flooder.to(url);
          const { status, retryAfter, body } = await flooder.post(path, bodyOf(ids));
          answers[status] = (answers[status] ?? 0) + 1;
          if (status === 200) acknowledge(ids, body);
          else if (status === 429) noteRetryAfter(retryAfter);
        } catch {
          answers.broken = (answers.broken ?? 0) + 1;
          flooder?.[Symbol.dispose]();
          flooder = undefined;
        }
      }
    } finally {
      flooder?.[Symbol.dispose]();
    }
  }

  function acknowledge(ids: readonly string[], body: string): void {
    const { offsets } = JSON.parse(body) as {
      offsets: { partition: number | null; offset: number | null }[];
    };
    for (const [i, { partition, offset }] of offsets.entries()) {
      if (offset !== null) acknowledged.set(`${partition}/${offset}`, ids[i]);
    }
  }

  function noteRetryAfter(seconds: number | undefined): void {
    if (seconds === undefined || seconds < 1 || seconds > MAX_RETRY_AFTER) withoutRetryAfter++;
    else longest = Math.max(longest, seconds);
  }

  const memoryOf = async () => (await sampleProcesses([pid])).get(pid)?.memory ?? NaN;
  await Promise.all(Array.from({ length: WARM_UP.connections }, async (_, connection) => {
    using flooder = await Flooder.to(url);
    for (let n = 0; n < WARM_UP.requests; n++) {
      await flooder.post(path, bodyOf(idsOf(`warm-up-${connection}-${n}`)));
    }
  }));
  const memory = await memoryOf();
  let peak = memory;
  async function look(): Promise<void> {
    while (!isOver) {
      peak = Math.max(peak, await memoryOf());
      await delay(LOOK, { signal }).catch(() => {});
    }
  }

  using health = new HealthWatch(new URL("/healthz", url));
  const began = performance.now();
  const looking = look();
  const flooding = Promise.all(Array.from({ length: connections }, (_, n) => flood(n)));
  if ("ms" in until) await delay(until.ms, { signal }).finally(() => isOver = true);
  await flooding;
  isOver = true;
  await looking;
  const latencies = await health.latencies();
  const seconds = (performance.now() - began) / 1_000;
  const recovered = await isTaken(url, path, longest, signal);
  const log = await readAll(labKafka(lab.topology), topic.name);
  const logged = new Map(
    log.map((
      { partition, offset, key },
    ) => [`${partition}/${offset}`, new TextDecoder().decode(key!)]),
  );
  return {
    ...{ seconds, answers, withoutRetryAfter, memory, peak, recovered },
    acknowledged: acknowledged.size,
    missing: [...acknowledged].filter(([place, id]) => logged.get(place) !== id).length,
    healthz: percentile99(latencies) ?? NaN,
  };
}

/** Whether the next request is taken; where it says when to come again, then. */
async function isTaken(
  url: URL,
  path: string,
  longest: number,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    using flooder = await Flooder.to(url);
    const { status, retryAfter } = await flooder.post(path, bodyOf(["recovered"]));
    if (status === 200) return true;
    await delay((retryAfter ?? longest) * 1_000, { signal });
  }
  return false;
}

/** The keys of a request's records. */
function idsOf(request: string): string[] {
  return Array.from({ length: RECORDS }, (_, n) => `${request}-${n}`);
}

function bodyOf(keys: readonly string[]): string {
  const value = "x".repeat(SIZE);
  return JSON.stringify({ records: keys.map((key) => ({ key, value })) });
}

/** Where the lab's producer is, and its process. */
async function producerOf(
  { environment, topology }: RunningLab,
): Promise<{ url: URL; pid: number }> {
  const node = topology.functions.find(({ name }) => name === "producer")!;
  const { pid } = (await nativeEngine(environment, topology).processes()).get(node.name) ?? {};
  if (pid === undefined) throw new Error("Cannot flood the producer: it does not run");
  return { url: new URL(functionAddress(node)), pid };
}
