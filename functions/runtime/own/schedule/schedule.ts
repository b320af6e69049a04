import { abortable, deadline } from "@std/async";
import { Cron } from "croner";
import type { Log } from "../../log/log.ts";
import { asError } from "../../trigger/delivery/call_once.ts";
import type { Invocation } from "../call/invocations.ts";

/** Who keeps the schedule among the replicas. */
export interface Owner {
  readonly isOwner: boolean;
  readonly trouble: string | undefined;
  open(): void;
  close(): Promise<void>;
}

/** The time that was done last, as all replicas know it, in ISO 8601. */
export interface Done {
  due: string;
}

/** Options of {@linkcode Schedule}. */
export interface ScheduleOptions {
  /** A cron expression, in UTC. */
  expression: string;
  /** How long a run may take, in ms. */
  timeout: number;
  /** A new membership of those that may keep the schedule. @param onAssigned when it is known who does. */
  owner(onAssigned: () => void): Owner;
  /** Claims a time for a run. Whether no replica had. */
  claim(due: string): Promise<boolean>;
  /** Does what is due, and tells how many records it wrote. @param due in ISO 8601. */
  run(due: string, signal: AbortSignal): Promise<number>;
  observe(invocation: Invocation): void;
  log: Log;
  /** How long a run under way may go on when the schedule stops, in ms; 3 s. */
  drainTimeout?: number;
}

/** How long a run under way may go on when the schedule stops, in ms. */
const DRAIN_TIMEOUT = 3_000;

/**
 * Calls a function when it is due, on one of its replicas. Each of them knows the last time that was due,
 * so that one which becomes the owner a little later does what nobody has claimed.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  /** Runs that succeeded, that failed, and that were due while one was still under way. */
  readonly counts = { succeeded: 0, failed: 0, skipped: 0 };
  #cron: Cron | undefined;
  #owner: Owner | undefined;
  /** When it is due next, and what was due and may not be done yet. */
  #next: Date | null = null;
  #due: string | undefined;
  #running: Promise<void> | undefined;
  #ending = new AbortController();

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** When it is due next, in ISO 8601; `null` while it is stopped, or never. */
  get next(): string | null {
    return this.#next?.toISOString() ?? null;
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
    this.#owner = this.#options.owner(() => this.#consider());
    this.#owner.open();
    this.#cron = new Cron(this.#options.expression, { timezone: "UTC" }, (cron) => {
      this.#due = (this.#next ?? new Date()).toISOString();
      this.#next = cron.nextRun();
      this.#consider();
    });
    this.#next = this.#cron.nextRun();
  }

  /** Ends; a run under way is waited for, and aborted if it takes long. */
  async stop(): Promise<void> {
    this.#cron?.stop();
    this.#cron = undefined;
    this.#next = null;
    this.#due = undefined;
    const { drainTimeout = DRAIN_TIMEOUT } = this.#options;
    await deadline(this.#running ?? Promise.resolve(), drainTimeout).catch(() => {});
    this.#ending.abort(new Error("The function stops"));
    await this.#running;
    await this.#owner?.close();
    this.#owner = undefined;
  }

  /** Runs what is due, if that is up to this replica. */
  #consider(): void {
    const due = this.#due;
    if (due === undefined || !this.isOwner) return;
    this.#due = undefined;
    if (this.#running !== undefined) {
      this.counts.skipped++;
      this.#options.log.warn("Passed over a run: the one before is still under way", { run: due });
      return;
    }
    this.#running = this.#run(due).finally(() => this.#running = undefined);
  }

  async #run(due: string): Promise<void> {
    const { claim, run, timeout, observe, log } = this.#options;
    const signal = AbortSignal.any([AbortSignal.timeout(timeout), this.#ending.signal]);
    const begun = performance.now();
    const ms = () => performance.now() - begun;
    try {
      if (!await abortable(claim(due), signal)) return;
      const outputs = await abortable(run(due, signal), signal);
      this.counts.succeeded++;
      observe({ records: 0, ms: ms(), outputs, failures: 0 });
    } catch (thrown) {
      const error = asError(thrown);
      this.counts.failed++;
      observe({ records: 0, ms: ms(), outputs: 0, failures: 1, error });
      log.error(`Cannot do what was due: ${error.message}`, { run: due, error });
    }
  }
}
