/**
 * Carries out what the producer is wanted to do: at most one run at a time.
 *
 * @module
 */
import { stampedSource } from "../../runtime/ledger/numbering.ts";
import type { Outbox } from "../../../kafka/producer/outbox.ts";
import { Run, type RunReport } from "./run.ts";
import type { Topics } from "../../runtime/producing/partition_counts.ts";
import { isFinished, type Progress, type Wanted } from "./wanted_run.ts";

/** Options of {@linkcode Executor}. */
export interface ExecutorOptions {
  topics: Topics;
  outbox: Outbox;
  /** The progress recorded last, once it is known. */
  progress(): Promise<Progress | undefined>;
}

/** How long a stopped run may take until its records are acknowledged, in ms. */
const DRAIN_TIME = 10_000;

/** A short id, unique in time and among processes. */
export function randomId(): string {
  return crypto.randomUUID().slice(-12);
}

/** Carries out the wanted state in this process. */
export class Executor {
  readonly #options: ExecutorOptions;
  /** The run under way, or else the last one. */
  #run: Run | undefined;
  #stopped = true;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** What the run under way, or else the last one, has done in this process. */
  get report(): RunReport | undefined {
    return this.#run?.report;
  }

  /** Why the run under way does not go on, or `undefined` if it does. */
  get problem(): string | undefined {
    return this.#stopped ? undefined : this.#run?.problem;
  }

  /** How far that run has come, if it has a count. */
  get progress(): Progress | undefined {
    if (this.#run?.parameters.count === undefined) return undefined;
    return { run: this.#run.id, done: this.#run.done };
  }

  /** Makes the wanted state so. Returns once a run that has to end is drained. */
  async apply(wanted: Wanted): Promise<void> {
    if (wanted.state === "started" && wanted.run === this.#run?.id && !this.#stopped) return;
    await this.stop();
    if (wanted.state === "stopped") return;
    const progress = await this.#options.progress();
    if (isFinished(wanted, progress)) return;
    const { topics, outbox } = this.#options;
    this.#run = new Run({
      id: wanted.run,
      parameters: wanted.parameters,
      until: wanted.until,
      done: progress?.run === wanted.run ? progress.done : 0,
      // The run's id first, so that the consumer's ledger can be read beside it; another process, or
      // this one after a restart, numbers its records anew.
      source: stampedSource(`${wanted.run}-${randomId().slice(-6)}`),
      topics,
      outbox,
    });
    this.#stopped = false;
    this.#run.start();
  }

  /** Ends the run under way, and drains it. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    await this.#run?.stop(DRAIN_TIME);
    this.#stopped = true;
  }
}
