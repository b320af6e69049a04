import { abortable } from "@std/async";
import { Cron } from "croner";
import type { Log } from "../../log/log.ts";
import type { Invocation } from "../call/invocations.ts";

/** Who keeps the schedule among the replicas. */
export interface Owner {
  readonly isOwner: boolean;
  readonly trouble: string | undefined;
  open(): void;
  close(): Promise<void>;
}

/** Options of {@linkcode Schedule}. */
export interface ScheduleOptions {
  /** A cron expression, in UTC. */
  expression: string;
  /** How long a run may take, in ms. */
  timeout: number;
  /** A new membership of those that may keep the schedule. */
  owner(): Owner;
  /** Does what is due, and tells how many records it wrote. @param due in ISO 8601. */
  run(due: string, signal: AbortSignal): Promise<number>;
  observe(invocation: Invocation): void;
  log: Log;
}

/** Calls a function when it is due, on one of its replicas. */
export class Schedule {
  readonly #options: ScheduleOptions;
  /** Runs that succeeded, that failed, and that were due while one was still under way. */
  readonly counts = { succeeded: 0, failed: 0, skipped: 0 };
  #cron: Cron | undefined;
  #owner: Owner | undefined;
  #running: Promise<void> | undefined;
  #ending = new AbortController();

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** When it is due next, in ISO 8601; `null` while it is stopped, or never. */
  get next(): string | null {
    return this.#cron?.nextRun()?.toISOString() ?? null;
  }

  /** Whether this replica is the one that runs it. */
  get isOwner(): boolean {
    return this.#owner?.isOwner ?? false;
  }

  /** Why nobody can say who runs it, or `undefined`. */
  get trouble(): string | undefined {
    return this.#owner?.trouble;
  }

  /** Begins, unless it has. */
  start(): void {
    if (this.#cron !== undefined) return;
    this.#ending = new AbortController();
    this.#owner = this.#options.owner();
    this.#owner.open();
    const { expression } = this.#options;
    this.#cron = new Cron(expression, { timezone: "UTC" }, (cron) => this.#due(cron));
  }

  /** Ends; a run under way is aborted, and waited for as far as it heeds that. */
  async stop(): Promise<void> {
    this.#cron?.stop();
    this.#cron = undefined;
    this.#ending.abort(new Error("The function stops"));
    await this.#running;
    await this.#owner?.close();
    this.#owner = undefined;
  }

  #due(cron: Cron): void {
    if (!this.isOwner) return;
    if (this.#running !== undefined) {
      this.counts.skipped++;
      this.#options.log.warn("Passed over a run: the one before is still under way");
      return;
    }
    const due = cron.currentRun() ?? new Date();
    this.#running = this.#run(due.toISOString()).finally(() => this.#running = undefined);
  }

  async #run(due: string): Promise<void> {
    const { run, timeout, observe, log } = this.#options;
    const signal = AbortSignal.any([AbortSignal.timeout(timeout), this.#ending.signal]);
    const begun = performance.now();
    const ms = () => performance.now() - begun;
    try {
      const outputs = await abortable(run(due, signal), signal);
      this.counts.succeeded++;
      observe({ records: 0, ms: ms(), outputs, failures: 0 });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.counts.failed++;
      observe({ records: 0, ms: ms(), outputs: 0, failures: 1, error });
      log.error(`Cannot do what was due: ${error.message}`, { run: due, error });
    }
  }
}
