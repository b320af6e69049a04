import { deadline, delay } from "@std/async";
import { nativeEngine } from "../../cluster/engines/native/engine.ts";
import { functionAddress } from "../../cluster/topology.ts";
import { askBroker } from "../../kafka/client/ask_broker.ts";
import { metadata, metadataOf } from "../../kafka/protocol/cluster/metadata.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";
import { TestLab } from "../../testing/test_lab.ts";
import { median } from "../../scripts/cli/median.ts";
import { type Growth, judgeGrowth, type Measure, type Observed } from "./growth.ts";
import { sampleProcesses } from "./process_sample.ts";
import { type LoadCounts, SoakLoad } from "./soak_load.ts";

/** How to soak. */
export interface SoakOptions {
  /** One that is up, with its functions, on the native engine. */
  lab: RunningLab;
  /** How long, ms; and how often everything is looked at. */
  length: number;
  interval: number;
  /** By what the bounds are multiplied; 1 unless it says otherwise. */
  slack?: number;
  /** Is handed the counts at each look. */
  watch?(at: number, counts: LoadCounts): void;
  /** Ends it early. */
  signal: AbortSignal;
}

/** What came of a soak. */
export interface SoakReport {
  seconds: number;
  growth: Growth[];
  load: LoadCounts;
  /** Processes that ended meanwhile, or were started again. */
  died: string[];
  observed: Observed[];
}

/** What is looked at. */
interface Subject {
  node: string;
  kind: Observed["kind"];
  pid: number;
  /** How long an answer takes, ms; `undefined` where none comes. */
  answers?(): Promise<number | undefined>;
  /** Where its metrics are. */
  url?: string;
}

/** An answer is waited for so long, ms, and the median of so many is taken. */
const ANSWER_TIMEOUT = 10_000;
const ANSWERS = 3;

/** How often everything is looked at at least, however slow the machine is. */
const LEAST_LOOKS = 6;

/** How often the consumer leaves its group in a long run, ms; in a short one it does so twice. */
const REJOIN = 60_000;

/** The name of the own function that takes part. */
const OWN = "relay";

/** Whether nothing grew beyond its bound, nothing died, and the load was served: 99 requests of 100. */
export function hasPassed({ growth, died, load }: SoakReport): boolean {
  return growth.length > 0 && growth.every(({ isWithin }) => isWithin) && died.length === 0 &&
    load.failed <= load.requests / 100;
}

/**
 * Loads a lab, and looks at each of its processes again and again.
 *
 * @throws {Error} when the lab or the load cannot be had.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { lab: { topology }, lab, length, interval, slack, watch, signal } = options;
  await using test = new TestLab(lab);
  const [posted, out] = [
    await test.topic({ name: "soak" }),
    await test.topic({ name: "soak-out" }),
  ];
  const own = await test.run(new URL("./relay/function.ts", import.meta.url), {
    topics: { in: "sampleOne", out },
  });
  const urls = new Map(topology.functions.map((node) => [node.name, functionAddress(node)]));
  const load = new SoakLoad({
    ...{ topology, topic: posted.name },
    urls: new Map([...urls, [OWN, own.url]]),
    rejoin: Math.min(REJOIN, length / 3),
  });
  await using running = load;
  await running.start();
  const subjects = [
    ...await labSubjects(lab),
    functionSubject(OWN, own.pid, own.url),
  ];
  const points = new Map<string, Observed>();
  const began = performance.now();
  const clock = () => performance.now() - began;
  for (let looks = 1; !signal.aborted; looks++) {
    const at = clock();
    for (const [{ node, kind }, measure, value] of await look(subjects)) {
      const key = `${node} ${measure}`;
      if (!points.has(key)) points.set(key, { node, kind, measure, points: [] });
      (points.get(key)!.points as [number, number | undefined][]).push([at, value]);
    }
    watch?.(at, load.counts);
    if (looks >= LEAST_LOOKS && clock() + interval > length) break;
    await delay(Math.max(0, at + interval - clock()), { signal }).catch(() => {});
  }
  const now = new Map((await labSubjects(lab)).map(({ node, pid }) => [node, pid]));
  const observed = [...points.values()];
  return {
    seconds: clock() / 1_000,
    growth: judgeGrowth(observed, slack),
    load: structuredClone(load.counts),
    died: subjects.filter(({ node, pid }) => node !== OWN && now.get(node) !== pid)
      .map(({ node }) => node),
    observed,
  };
}

/** The lab's functions, brokers and ensemble. */
async function labSubjects({ environment, topology }: RunningLab): Promise<Subject[]> {
  const processes = await nativeEngine(environment, topology).processes();
  const running = (name: string) => processes.get(name)?.pid;
  return [...topology.functions, ...topology.kafka, ...topology.zookeeper].flatMap((node) => {
    const pid = running(node.name);
    if (pid === undefined) return [];
    if (node.kind === "function") return functionSubject(node.name, pid, functionAddress(node));
    const answers = node.kind === "kafka"
      ? () => took(askBroker(node, metadata, metadataOf(null), ANSWER_TIMEOUT))
      : undefined;
    return { node: node.name, kind: "jvm", pid, ...(answers && { answers }) };
  });
}

function functionSubject(node: string, pid: number, url: string): Subject {
  const answers = () => took(text(`${url}/healthz`));
  return { node, kind: "function", pid, url, answers };
}

/** One value of each measure of each subject. */
async function look(
  subjects: readonly Subject[],
): Promise<[Subject, Measure, number | undefined][]> {
  const samples = await sampleProcesses(subjects.map(({ pid }) => pid));
  const values: [Subject, Measure, number | undefined][] = [];
  for (const subject of subjects) {
    const sample = samples.get(subject.pid);
    for (const measure of ["threads", "sockets", "files"] as const) {
      values.push([subject, measure, sample?.[measure]]);
    }
    if (!subject.url) values.push([subject, "memory", sample?.memory]);
    if (subject.answers) values.push([subject, "latency", await latency(subject.answers)]);
    if (subject.url) {
      const { heap, besides } = await memoryOf(subject.url);
      values.push([subject, "heap", heap], [subject, "memory", besides]);
    }
  }
  return values;
}

async function latency(answers: NonNullable<Subject["answers"]>): Promise<number | undefined> {
  const all: number[] = [];
  for (let n = 0; n < ANSWERS; n++) {
    const ms = await answers();
    if (ms !== undefined) all.push(ms);
  }
  return all.length === 0 ? undefined : median(all);
}

/** A function's heap in use, and what is resident besides the heap that V8 has taken, bytes. */
async function memoryOf(url: string): Promise<{ heap?: number; besides?: number }> {
  const metrics = await text(`${url}/metrics`).catch(() => "");
  const valueOf = (name: string) => {
    const value = new RegExp(`^process_${name}_bytes(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(metrics)
      ?.[1];
    return value === undefined ? undefined : Number(value);
  };
  const [resident, taken] = [valueOf("resident_memory"), valueOf("heap_committed")];
  return {
    heap: valueOf("heap_used"),
    besides: resident === undefined || taken === undefined ? undefined : resident - taken,
  };
}

async function text(url: string): Promise<string> {
  return await (await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT) })).text();
}

async function took(answer: Promise<unknown>): Promise<number | undefined> {
  const asked = performance.now();
  try {
    await deadline(answer, ANSWER_TIMEOUT);
    return performance.now() - asked;
  } catch {
    return undefined;
  }
}
