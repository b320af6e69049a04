/**
 * Waiting until nodes are ready in truth, for as long as there is hope.
 *
 * @module
 */
import { abortable, delay } from "@std/async";
import type { Engine } from "../engines/engine.ts";
import type { ProcessFacts } from "../engines/process_facts.ts";
import type { LabEnvironment } from "../environment.ts";
import {
  type Asked,
  brokersNotReady,
  ensembleNotReady,
  functionsNotReady,
  registryNotReady,
} from "../nodes/readiness.ts";
import { type Node, nodes, type Topology } from "../topology.ts";
import { causes } from "./causes.ts";

/** What is waited for, and how to tell of it. */
export interface WaitOptions {
  engine: Engine;
  environment: LabEnvironment;
  lab: Topology;
  /** A phase goes on: what it waits for now, in a few words. */
  onWait: (phase: string, reason: string) => void;
  signal: AbortSignal;
  /** How long to hope; as for the lab itself, where it is left out. */
  patience?: Patience;
}

/** How long to hope. */
export interface Patience {
  /** How long a phase may go on with no change in what it waits for, ms. */
  stall: number;
  /** A process that died so often will not live. */
  deaths: number;
}

/**
 * How often to look whether a phase is done, ms. Nodes that are starting answer slowly, and looking
 * more often takes the very cores that they start on.
 */
const INTERVAL = 150;

/** How often to look whether processes die, ms. */
const HEALTH_INTERVAL = 1000;

/** How long to hope for the lab's own nodes. */
const PATIENCE: Patience = { stall: 90_000, deaths: 3 };

/** The registry's first start, before there is a cache of its classes, takes a busy machine a minute and more. */
const REGISTRY_PATIENCE: Patience = { stall: 240_000, deaths: 3 };

/** How much of a failed node's log its error shows, lines. */
const TAIL = 15;

/** A lab that did not become ready. */
export class UpError extends Error {
  override name = "UpError";

  /** @param reason what is not ready, without what is known besides. */
  constructor(message: string, readonly reason: string = message) {
    super(message);
  }
}

/** The kinds of nodes, in the order of what needs what. */
export const START_ORDER = ["zookeeper", "kafka", "registry", "function"] as const;

/** What the wait for each kind of nodes is called. */
export const PHASES: Record<Node["kind"], string> = {
  zookeeper: "zookeeper",
  kafka: "kafka",
  registry: "registry",
  function: "functions",
};

const RULES: Record<Node["kind"], (lab: Topology, asked: Asked) => Promise<string[]>> = {
  zookeeper: ensembleNotReady,
  kafka: brokersNotReady,
  registry: registryNotReady,
  function: functionsNotReady,
};

/**
 * Waits until there is no reason left why these nodes, all of one kind, are not ready, for as long as
 * the reasons change and nothing dies for good.
 *
 * @throws {UpError}
 */
export async function untilKindIsReady(
  kind: Node["kind"],
  asked: readonly Node[],
  options: WaitOptions,
): Promise<void> {
  const { engine, lab, onWait, signal } = options;
  const { patience = kind === "registry" ? REGISTRY_PATIENCE : PATIENCE } = options;
  const names = new Set(asked.map(({ name }) => name));
  const before = await engine.processes();
  let reasons: string[] = [];
  let changed = performance.now();
  let checked = changed;
  while (true) {
    signal.throwIfAborted();
    const now = await abortable(RULES[kind](lab, names), signal);
    if (now.length === 0) return;
    if (now.join() !== reasons.join()) {
      changed = performance.now();
      onWait(PHASES[kind], now.join("; "));
    }
    reasons = now;
    if (performance.now() - changed > patience.stall) break;
    if (performance.now() - checked > HEALTH_INTERVAL) {
      checked = performance.now();
      const dying = await whatKeepsDying(options, names, before);
      if (dying) throw await failure(options, dying, `${dying} keeps ending`);
    }
    await delay(INTERVAL, { signal });
  }
  const named = nodes(lab).find(({ name }) => reasons[0].includes(name))?.name ?? "supervisor";
  throw await failure(options, named, reasons.join("; "));
}

/**
 * The node that died too often since these facts were taken, if there is one; the supervisor, if
 * there is nothing left of what it started. What users' functions die of concerns those who ask for them.
 */
async function whatKeepsDying(
  { engine, lab, patience = PATIENCE }: WaitOptions,
  asked: ReadonlySet<string>,
  before: ReadonlyMap<string, ProcessFacts>,
): Promise<string | undefined> {
  const now = await engine.processes();
  if (now.size === 0) return "supervisor";
  const others = lab.functions.filter(({ own, name }) => own && !asked.has(name));
  for (const [name, { restarts }] of now) {
    if (others.some((node) => node.name === name)) continue;
    if (restarts - (before.get(name)?.restarts ?? 0) >= patience.deaths) return name;
  }
}

/** What went wrong: the likely cause, if it is known, and the end of the log of the node it is about. */
async function failure(options: WaitOptions, name: string, reason: string): Promise<UpError> {
  const [tail, known] = await Promise.all([options.engine.logTail(name, TAIL), causes(options)]);
  const why = known.map((cause) => `\n${cause}`).join("");
  return new UpError(
    `Cannot bring the lab up: ${reason}${why}\n\nThe end of ${name}'s log:\n` +
      tail.map((line) => `  ${line}`).join("\n"),
    reason,
  );
}
