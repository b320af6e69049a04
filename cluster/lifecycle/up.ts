/**
 * Bringing the lab up: start what does not run, then wait, phase by phase, until it is ready in
 * truth: a quorum, all brokers in sync, the topics, the functions, and a record there and back.
 *
 * @module
 */
import { abortable, delay } from "@std/async";
import type { Engine } from "../engines/engine.ts";
import type { ProcessFacts } from "../engines/process_facts.ts";
import type { LabEnvironment } from "../environment.ts";
import { causes } from "./causes.ts";
import { populate } from "../topics/populate.ts";
import { wantedTopics } from "../topics/wanted_topics.ts";
import { probe } from "./probe.ts";
import type { Progress } from "../progress.ts";
import { type Plan, planUp, type Step } from "./plan.ts";
import { brokersNotReady, ensembleNotReady, functionsNotReady } from "../nodes/readiness.ts";
import { nodes, type Topology } from "../topology.ts";

/** One phase of the start, and how long it took. */
export interface Phase {
  name: string;
  seconds: number;
}

/** How a start went. */
export interface UpReport {
  ready: true;
  seconds: number;
  phases: Phase[];
}

/** What to bring up, and how to tell of it. */
export interface UpOptions {
  engine: Engine;
  environment: LabEnvironment;
  lab: Topology;
  progress: Progress;
  /** What will be done, where some of the lab runs already; not called for a whole start. */
  onRepair: (steps: readonly Step[]) => void;
  /** A phase is done. */
  onPhase: (phase: Phase) => void;
  /** A phase goes on: what it waits for now, in a few words. */
  onWait: (phase: string, reason: string) => void;
  /** Aborted by Ctrl-C: what this call started is stopped again. */
  signal: AbortSignal;
}

/**
 * How often to look whether a phase is done, ms. Nodes that are starting answer slowly, and looking
 * more often takes the very cores that they start on.
 */
const INTERVAL = 150;

/** How often to look whether processes die, ms. */
const HEALTH_INTERVAL = 1000;

/** How long a phase may go on with no change in what it waits for, ms. */
const STALL_TIMEOUT = 90_000;

/** A process that died so often while the lab starts will not live. */
const DEATHS = 3;

/** How much of a failed node's log its error shows, lines. */
const TAIL = 15;

/** A lab that did not become ready. */
export class UpError extends Error {
  override name = "UpError";
}

/**
 * Brings the lab up; safe to call when it is up, or when half of it is. The caller holds its lock.
 *
 * @throws {UpError} that names the node and shows the end of its log. What this call had started
 * is stopped by then.
 */
export async function up(options: UpOptions): Promise<UpReport> {
  const { lab, onPhase, onWait, signal } = options;
  const began = performance.now();
  const phases: Phase[] = [];
  async function phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const start = performance.now();
    onWait(name, "");
    const result = await work();
    phases.push({ name, seconds: (performance.now() - start) / 1000 });
    onPhase(phases.at(-1)!);
    return result;
  }

  const { fromDown } = await phase("processes", () => startProcesses(options));
  try {
    await phase("zookeeper", () => untilReady("zookeeper", ensembleNotReady, options));
    await phase("kafka", () => untilReady("kafka", brokersNotReady, options));
    await phase("topics", () => abortable(makeTopics(options), signal));
    await phase("functions", () => untilReady("functions", functionsNotReady, options));
    await phase("records", () => abortable(probe(lab), signal));
  } catch (error) {
    if (fromDown) await options.engine.stop({ volumes: false });
    throw error;
  }
  return { ready: true, seconds: (performance.now() - began) / 1000, phases };
}

async function makeTopics({ lab, environment }: UpOptions): Promise<void> {
  await populate(lab, await wantedTopics(environment));
}

/**
 * Looks at what runs, plans, and starts what does not.
 *
 * @throws {UpError} when the plan refuses; then nothing was changed.
 */
async function startProcesses(options: UpOptions): Promise<Plan> {
  const { engine, lab, progress, onRepair, signal } = options;
  const plan = planUp(lab, await engine.observe());
  if (plan.refusal !== undefined) throw new UpError(plan.refusal);
  const changes = plan.steps.filter(({ action }) => action !== "keep");
  if (!plan.fromDown && changes.length > 0) onRepair(changes);
  await engine.start(progress, signal);
  return plan;
}

/**
 * Waits until there is no reason left, for as long as the reasons change and nothing dies for good.
 *
 * @throws {UpError}
 */
async function untilReady(
  phase: string,
  reasonsNow: (lab: Topology) => Promise<string[]>,
  options: UpOptions,
): Promise<void> {
  const { engine, lab, onWait, signal } = options;
  const before = await engine.processes();
  let reasons: string[] = [];
  let changed = performance.now();
  let checked = changed;
  while (true) {
    signal.throwIfAborted();
    const now = await abortable(reasonsNow(lab), signal);
    if (now.length === 0) return;
    if (now.join() !== reasons.join()) {
      changed = performance.now();
      onWait(phase, now.join("; "));
    }
    reasons = now;
    if (performance.now() - changed > STALL_TIMEOUT) break;
    if (performance.now() - checked > HEALTH_INTERVAL) {
      checked = performance.now();
      const dying = await whatKeepsDying(engine, before);
      if (dying) throw await failure(options, dying, `${dying} keeps ending`);
    }
    await delay(INTERVAL, { signal });
  }
  const named = nodes(lab).find(({ name }) => reasons[0].includes(name))?.name ?? "supervisor";
  throw await failure(options, named, reasons.join("; "));
}

/**
 * The node that died too often since these facts were taken, if there is one; the supervisor, if
 * there is nothing left of what it started.
 */
async function whatKeepsDying(
  engine: Engine,
  before: ReadonlyMap<string, ProcessFacts>,
): Promise<string | undefined> {
  const now = await engine.processes();
  if (now.size === 0) return "supervisor";
  for (const [name, { restarts }] of now) {
    if (restarts - (before.get(name)?.restarts ?? 0) >= DEATHS) return name;
  }
}

/** What went wrong: the likely cause, if it is known, and the end of the log of the node it is about. */
async function failure(options: UpOptions, name: string, reason: string): Promise<UpError> {
  const [tail, known] = await Promise.all([options.engine.logTail(name, TAIL), causes(options)]);
  const why = known.map((cause) => `\n${cause}`).join("");
  return new UpError(
    `Cannot bring the lab up: ${reason}${why}\n\nThe end of ${name}'s log:\n` +
      tail.map((line) => `  ${line}`).join("\n"),
  );
}
