import { delay } from "@std/async";
import type { RunFault } from "../../functions/console/chaos/chaos_run.ts";
import { labKafka } from "../../cluster/lab_kafka.ts";
import { untilReady } from "../../testing/lab_nodes.ts";
import { readAll } from "../../testing/read_topic.ts";
import type { ChaosLab } from "../labs/lab_kind.ts";
import { countRecords } from "../../testing/topic_ledger.ts";
import type { Landed } from "../faults/fault.ts";
import type { FaultReport, ScenarioReport } from "../report/run_report.ts";
import { type Look, watchBy } from "../probes/probe.ts";
import { judge, type Verdict } from "../verdict/verdict.ts";
import { toLogged } from "../workload/load_record.ts";
import { loadSource } from "../workload/load_source.ts";
import { type LoadSize, Workload } from "../workload/workload.ts";
import type { Scenario, Step } from "./scenario.ts";
import { seeded } from "./seeded.ts";

/** How to run a scenario. */
export interface RunOptions {
  lab: ChaosLab;
  name: string;
  seed: number;
  /** Whether the short form is run. */
  short: boolean;
  /** How many records must be acknowledged before the load ends. */
  records: number;
  /** The function that the load passes through, in the place of the scenario's. */
  function?: string;
  /** The file of values that it gets, a line each. */
  values?: string;
  /** Says what happens: a verb, and the rest. */
  say(verb: string, text: string): void;
  /** Is handed the load, to tell how it is. */
  watch?(workload: Workload): void;
  /** Is told of each fault that has landed, and again when it is healed; not yet of its bounds. */
  faulted?(fault: RunFault): void;
  /** Ends it between two steps. */
  signal: AbortSignal;
}

/** A step whose fault has landed; the times are ms since the run began. */
interface Injected {
  step: Step;
  landed: Landed;
  proven: number;
  healed?: number;
}

const LOAD: LoadSize = { producers: 3, consumers: 3, partitions: 6, rate: 2_400 };

/** How long the load flows before a fault, s, unless the step says otherwise; and after the last one. */
const CALM = 5;
const SHORT_CALM = 2;

/** Runs a scenario: the load, its faults, and the verdict. Faults are healed, however it ends. */
export async function runScenario(
  scenario: Scenario,
  options: RunOptions,
): Promise<ScenarioReport> {
  const { lab, name, seed, short } = options;
  const began = performance.now();
  const size = { ...LOAD, ...(short && { consumers: 2 }), ...scenario.load };
  const chosen = options.function;
  const isHttp = chosen === "producer" || scenario.isHttp;
  const own = (short ? scenario.shortThrough : undefined) ?? scenario.through ?? [];
  const names = chosen === undefined || chosen === "producer" ? own : [chosen];
  const through = await Promise.all(
    names.map((name) => loadSource(lab.environment, name, options.values)),
  );
  const settings = labKafka(lab.topology);
  const clients = lab.clients ? { ...settings, brokers: lab.clients } : settings;
  const workload = new Workload(settings, name, size, {
    ...{ through, isHttp, beside: scenario.beside, clients },
    env: (name) => lab.clock?.variables(name),
  });
  const landed: Injected[] = [];
  const looks: Look[] = [];
  const ended = new AbortController();
  let watching: Promise<void> | undefined;
  let verdict: Verdict | undefined;
  let error: string | undefined;
  try {
    await untilReady(lab);
    options.say("Loading", `${workload.topic}: ${size.rate} records/s`);
    options.watch?.(workload);
    await workload.start();
    const watched = { lab, workload };
    watching = watchBy(scenario.probes ?? [], watched, ended.signal, (look) => looks.push(look));
    const random = seeded(seed);
    for (const step of short ? scenario.short ?? scenario.steps.slice(0, 1) : scenario.steps) {
      await rest((short ? SHORT_CALM : step.calm ?? CALM) + random(), options.signal);
      landed.push(await inject(step, { workload, random, ...options }));
    }
    await rest(short ? SHORT_CALM : CALM, options.signal);
    while (acknowledged(workload) < options.records) await rest(1, options.signal);
    ended.abort();
    await watching;
    verdict = await conclude(workload, options);
  } catch (thrown) {
    if (options.signal.aborted) throw options.signal.reason;
    error = (thrown as Error).message;
  } finally {
    ended.abort();
    await watching;
    await workload[Symbol.asyncDispose]();
  }
  return {
    scenario: name,
    seed,
    seconds: (performance.now() - began) / 1_000,
    faults: faultReports(landed, workload, looks),
    ...(verdict && { verdict }),
    ...(error !== undefined && { error }),
    samples: workload.samples,
    looks: changes(looks),
  };
}

async function inject(
  step: Step,
  { lab, workload, random, say, faulted, signal }: RunOptions & {
    workload: Workload;
    random: () => number;
  },
): Promise<Injected> {
  const { fault, lasts = 0 } = step;
  say("Injecting", fault.name);
  const landed = await fault.inject({ lab, workload, random });
  const proven = workload.clock();
  say("Landed", `${landed.what} (${landed.proofs.join("; ")})`);
  const { heal: _, ...told } = landed;
  faulted?.({ ...told, bounds: [] });
  let healed: number | undefined;
  try {
    // It has lasted since it landed, while it was being proven.
    const left = lasts - (workload.clock() - landed.at) / 1_000;
    if (left > 0) await rest(left, signal);
  } finally {
    await landed.heal?.();
    if (landed.heal) healed = workload.clock();
  }
  if (healed !== undefined) {
    say("Healed", `after ${seconds(healed - landed.at)}`);
    faulted?.({ ...told, healed, bounds: [] });
  }
  await untilReady(lab);
  say("Recovered", `the lab is whole ${seconds(workload.clock() - landed.at)} after the fault`);
  return { step, landed, proven, healed };
}

/** Ends the load, reads the whole log back, and judges. */
async function conclude(workload: Workload, { lab, say }: RunOptions): Promise<Verdict> {
  await workload.stopProducing();
  await untilReady(lab);
  const records = await readAll(labKafka(lab.topology), workload.topic);
  const ends = new Map<number, number>();
  for (const { partition, offset } of records) ends.set(partition, offset + 1);
  say("Reading", `${records.length} records of the log back`);
  // A group that never comes to the end is told as records that it has not seen.
  await workload.drained(ends).catch(({ message }: Error) => say("Missing", message));
  await workload.stopConsuming();
  const { sent, consumed } = workload;
  const passages = await Promise.all(workload.passages.map((passage) => passage.result()));
  return judge({ sent, consumed, log: records.map(toLogged), passages }, countRecords(records));
}

function faultReports(
  landed: readonly Injected[],
  { sent, consumed, samples, passed, partitions, producedUntil }: Workload,
  looks: readonly Look[],
): FaultReport[] {
  return landed.map(({ step, landed: { what, proofs, at }, proven, healed }, index) => ({
    fault: step.fault.name,
    ...{ what, proofs, at },
    ...(healed !== undefined && { healed }),
    bounds: step.bounds.map(({ what, within, took: measure }) => {
      const until = landed[index + 1]?.landed.at ?? producedUntil;
      const took = measure({
        ...{ sent, consumed, samples, passed, partitions },
        ...{ from: at, until, proven, healed, looks },
      });
      const met = took !== undefined && took <= within;
      return { what, within, met, ...(took !== undefined && { took: Math.round(took) }) };
    }),
  }));
}

/** The looks that show something else than the one before by the same probe. */
function changes(looks: readonly Look[]): Look[] {
  const last = new Map<string, string>();
  return looks.filter(({ probe, value }) => {
    const isNew = last.get(probe) !== value;
    last.set(probe, value);
    return isNew;
  });
}

function acknowledged({ sent }: Workload): number {
  return sent.filter(({ outcome }) => outcome === "acknowledged").length;
}

function rest(seconds: number, signal: AbortSignal): Promise<void> {
  return delay(seconds * 1_000, { signal });
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
