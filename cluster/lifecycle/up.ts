/**
 * Bringing the lab up: start what does not run, then wait, phase by phase, until it is ready in
 * truth: a quorum, all brokers in sync, the topics, the functions, and a record there and back.
 *
 * @module
 */
import { abortable } from "@std/async";
import type { Engine } from "../engines/engine.ts";
import { removeUnwanted, type UnwantedNodes, writeUnwanted } from "../engines/unwanted.ts";
import { keepPorts, releasePorts } from "../kept_ports.ts";
import { forgetExposure, keepExposure } from "../exposure.ts";
import type { LabEnvironment } from "../environment.ts";
import { stopNodes } from "./stop_nodes.ts";
import { populate } from "../topics/populate.ts";
import { wantedTopics } from "../topics/wanted_topics.ts";
import {
  brokenFunctions,
  type FunctionFault,
  functionFaults,
  refuseBroken,
} from "./function_faults.ts";
import { writeOverride } from "../engines/docker/own_compose_files.ts";
import { forgetFolder, keepFolder } from "../own/lab_topology.ts";
import { probe } from "./probe.ts";
import type { Progress } from "../progress.ts";
import { type Plan, planUp, type Step } from "./plan.ts";
import { PHASES, START_ORDER, untilKindIsReady, UpError } from "./until_ready.ts";
import { type Node, nodes, type Topology } from "../topology.ts";

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
  /** What was left as it is: it was stopped by hand, or not asked for. */
  unwanted: UnwantedNodes;
  /** Users' functions that do not work. */
  faults: FunctionFault[];
}

/** What to bring up, and how to tell of it. */
export interface UpOptions {
  engine: Engine;
  environment: LabEnvironment;
  lab: Topology;
  /** The services to bring up, with what they need; all, where none is named. */
  services?: readonly string[];
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
 * Brings the lab up; safe to call when it is up, or when half of it is. The caller holds its lock.
 *
 * @throws {UpError} that names the node and shows the end of its log. What this call had started
 * is stopped by then.
 */
export async function up(options: UpOptions): Promise<UpReport> {
  const { environment, lab, services = [], onPhase, onWait, signal } = options;
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

  const { fromDown, steps, unwanted } = await phase("processes", () => startProcesses(options));
  const names = new Set(steps.map(({ node }) => node));
  const wanted = nodes(lab).filter(({ name }) => names.has(name));
  // One that was asked for by name must work; others are no reason to have no lab.
  const isOther = (node: Node) =>
    node.kind === "function" && node.own !== undefined && !services.includes(node.name);
  const others = lab.functions.filter((node) => names.has(node.name) && isOther(node));
  const needed = wanted.filter((node) => !isOther(node));
  const faults = brokenFunctions(lab);
  const isWhole = lab.kafka.every(({ name }) => names.has(name));
  try {
    for (const kind of START_ORDER) {
      const asked = needed.filter((node) => node.kind === kind);
      if (asked.length > 0) await phase(PHASES[kind], () => untilKindIsReady(kind, asked, options));
      // Topics and records take all brokers.
      if (kind === "kafka" && isWhole) {
        await phase("topics", () => abortable(makeTopics(options), signal));
      }
    }
    if (isWhole) await phase("records", () => abortable(probe(lab), signal));
    if (others.length > 0) {
      onWait("functions", others.map(({ name }) => name).join(", "));
      faults.push(...await functionFaults(others, options));
    }
  } catch (error) {
    if (fromDown) {
      await options.engine.stop({ volumes: false });
      await Promise.all([
        removeUnwanted(environment),
        forgetFolder(environment),
        forgetExposure(environment.stateDir),
      ]);
      await releasePorts(environment.stateDir, lab.offset, { volumes: false });
    }
    throw error;
  }
  return { ready: true, seconds: (performance.now() - began) / 1000, phases, unwanted, faults };
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
  const { engine, environment, lab, services, progress, onRepair, signal } = options;
  refuseBroken(lab, services ?? []);
  const plan = planUp(lab, await engine.observe(), services);
  if (plan.refusal !== undefined) throw new UpError(plan.refusal);
  await keepPorts(environment.stateDir, lab.offset, environment);
  const changes = plan.steps.filter(({ action }) => action !== "keep");
  if (!plan.fromDown && changes.length > 0) onRepair(changes);
  const outdated = changes.filter(({ action }) => action === "restart").map(({ node }) => node);
  try {
    if (outdated.length > 0) await stopNodes({ engine, environment, lab, names: outdated });
  } finally {
    await writeUnwanted(environment, plan.unwanted);
  }
  await keepFolder(environment);
  await keepExposure(environment.stateDir, environment.exposure);
  // Plain `docker compose up` takes it, whichever engine runs the lab now.
  await writeOverride(lab).catch(({ message }: Error) => progress.line("Leaving", message));
  await engine.start(progress, signal);
  return plan;
}
