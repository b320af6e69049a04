/**
 * One process of the lab, as it is wished: started, and started again whenever it ends, as Compose's
 * `restart: on-failure` would; or stopped, and kept so.
 *
 * @module
 */
import { delay } from "@std/async";
import { adoptChild, type Child, startChild } from "../../../process/child_process.ts";
import { record, type RecordedProcess } from "../../../process/process_identity.ts";
import { sendSignal } from "../../../process/stop_process.ts";
import type { Unwanted } from "../../unwanted.ts";
import type { ServiceState } from "../lab_state.ts";
import type { Service } from "../services.ts";
import { GRACE } from "./stop_order.ts";

/** Pause before a process that died is started again, ms: doubled each time, up to the last. */
const BACKOFF = { first: 500, last: 10_000 };

/** A process that lived so long died of something new: the pause starts from the first again, ms. */
const SETTLED = 30_000;

/** What a process is kept with. */
export interface Keeping {
  log: (message: string) => void;
  /** Aborted when the whole lab stops: then processes are left running. */
  stopping: AbortSignal;
  /** Settles when the process may start for the first time. */
  turn(): Promise<void>;
  /** Settles when the process may start, or the signal is aborted; called before each start. */
  beforeStart(signal: AbortSignal): Promise<void>;
  /** The process's state has changed so; settles when that is on record. */
  onChange(change: Partial<ServiceState>): Promise<void>;
}

/** A process and its keeper. */
export class KeptProcess {
  service: Service;
  readonly #keeping: Keeping;
  #child?: Child;
  #restarts = 0;
  #unwanted?: Unwanted;
  /** Aborted, and replaced, when the wish changes. */
  #changed = new AbortController();
  readonly #ending = new AbortController();

  constructor(service: Service, unwanted: Unwanted | undefined, keeping: Keeping) {
    this.service = service;
    this.#unwanted = unwanted;
    this.#keeping = keeping;
  }

  /** The process, while it runs. */
  get child(): Child | undefined {
    return this.#child;
  }

  /** Wishes that it runs, or that it does not, and why. */
  wish(unwanted: Unwanted | undefined): void {
    if (unwanted === this.#unwanted) return;
    this.#unwanted = unwanted;
    this.#changed.abort();
    this.#changed = new AbortController();
  }

  /** Stops it, and looks after it no longer. */
  async end(): Promise<void> {
    this.#ending.abort();
    if (this.#child) await this.#stop(this.#child);
  }

  /** Keeps it as it is wished until the lab stops, and leaves it as it is then. */
  async keep(former?: RecordedProcess): Promise<void> {
    const { log, turn, onChange } = this.#keeping;
    const stopping = AbortSignal.any([this.#keeping.stopping, this.#ending.signal]);
    const { name } = this.service.node;
    this.#child = await adoptChild(former);
    if (this.#child) log(`${name}: taken over, pid ${this.#child.pid}`);

    for (let deaths = 0; !stopping.aborted;) {
      // A wish that changes from here on ends each wait below.
      const signal = AbortSignal.any([stopping, this.#changed.signal]);
      if (this.#unwanted) {
        if (this.#child) await this.#stop(this.#child);
        await onChange({ state: "stopped", process: undefined, code: undefined });
        deaths = 0;
        await whenAborted(signal);
        continue;
      }
      if (!this.#child) {
        await onChange({ state: "waiting" });
        await until(turn(), signal);
        await this.#keeping.beforeStart(signal);
        if (signal.aborted) continue;
        await onChange({ code: await this.service.codeDigest?.() });
        this.#child = await startChild(this.service);
        log(`${name}: started, pid ${this.#child.pid}`);
      }
      const since = performance.now();
      const process = await record(this.#child.pid);
      await onChange({ state: "running", process, note: undefined });
      const end = await until(this.#child.ended, signal);
      if (end === undefined) continue;

      this.#child = undefined;
      deaths = performance.now() - since > SETTLED ? 1 : deaths + 1;
      const pause = Math.min(BACKOFF.first * 2 ** (deaths - 1), BACKOFF.last);
      log(`${name}: ended with ${end}; starting again in ${pause} ms`);
      const restarts = ++this.#restarts;
      const note = `ended with ${end}`;
      await onChange({ state: "waiting", process: undefined, restarts, note });
      await delay(pause, { signal }).catch(() => {});
    }
  }

  /** Stops the process with grace, or without where that is the wish, or becomes it. */
  async #stop(child: Child): Promise<void> {
    const { kind, name } = this.service.node;
    const patience = AbortSignal.timeout(GRACE[kind]);
    const isPatient = () => this.#unwanted !== "killed by hand" && !patience.aborted;
    let end: string | undefined;
    if (isPatient()) sendSignal(child.pid, "SIGTERM");
    while (end === undefined && isPatient()) {
      end = await until(child.ended, AbortSignal.any([patience, this.#changed.signal]));
    }
    if (end === undefined) sendSignal(child.pid, "SIGKILL");
    this.#keeping.log(`${name}: stopped by hand, with ${end ?? await child.ended}`);
    this.#child = undefined;
  }
}

/** Settles when the signal is aborted. */
async function whenAborted(signal: AbortSignal): Promise<void> {
  await until(new Promise<never>(() => {}), signal);
}

/** What a promise gives, or nothing once the signal is aborted. */
async function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const onAbort = () => resolve(undefined);
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
