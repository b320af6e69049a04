import type { CloudEventAttributes } from "../../cloudevents/cloud_event.ts";
import type { Context, Logger, Trace } from "../../define/context.ts";
import type { OutputRecord, Receipt } from "../../define/records.ts";
import type { Log } from "../../log/log.ts";
import { type Outgoing, toOutgoing } from "../output/outgoing.ts";
import type { OutputWriter } from "../output/output_writer.ts";
import { traced } from "./trace.ts";

/** What the calls of a function share. */
export interface CallResources {
  /** The function's name. */
  name: string;
  /** Where outputs go that do not say so. */
  output: string | undefined;
  writer: Pick<OutputWriter, "admit" | "write">;
  log: Log;
}

/** What a function is called for: records, a request, or a time. */
export interface Cause {
  trace(): Trace | undefined;
  /** The ids that lines of the log have. */
  ids(): Readonly<Record<string, unknown>>;
  cloudEvent(event?: object): CloudEventAttributes | undefined;
}

/** How a function is called. */
export interface CallTerms {
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly dryRun?: boolean;
  /** The handler is done: writing what came of it does not count for the call's time. */
  handled?(): void;
}

/** What was written, or in a dry run would be. */
export interface Produced extends Outgoing {
  receipt?: Receipt;
}

/** What a handler has besides its records, and what it has written by then. */
export class CallContext implements Context {
  readonly #resources: CallResources;
  readonly #cause: Cause;
  readonly #terms: CallTerms;
  readonly #produced: Produced[] = [];
  /** What the handler may not wait for. */
  #producing: Promise<Receipt>[] | undefined;
  #log: Logger | undefined;
  #trace: Trace | undefined | null = null;

  constructor(resources: CallResources, cause: Cause, terms: CallTerms) {
    this.#resources = resources;
    this.#cause = cause;
    this.#terms = terms;
  }

  get name(): string {
    return this.#resources.name;
  }

  get signal(): AbortSignal {
    return this.#terms.signal;
  }

  get attempt(): number {
    return this.#terms.attempt;
  }

  get dryRun(): boolean {
    return this.#terms.dryRun ?? false;
  }

  get log(): Logger {
    return this.#log ??= this.#resources.log.with(() => this.#cause.ids());
  }

  get trace(): Trace | undefined {
    if (this.#trace === null) this.#trace = this.#cause.trace();
    return this.#trace;
  }

  // Handlers take contexts apart, so these have to know their context by themselves.
  readonly cloudEvent = (event?: object): CloudEventAttributes | undefined =>
    this.#cause.cloudEvent(event);

  readonly produce = (record: OutputRecord): Promise<Receipt> => {
    const produced = this.#produce(record);
    (this.#producing ??= []).push(produced);
    // A handler that does not wait for it is told by the failure of its call.
    produced.catch(() => {});
    return produced;
  };

  async #produce(record: OutputRecord): Promise<Receipt> {
    const outgoing = toOutgoing(record, this.#resources.output, "the record");
    if (!this.dryRun) this.#resources.writer.admit([outgoing]);
    const [receipt] = await this.write([outgoing]);
    return receipt;
  }

  /** What was written so far, or in a dry run would be. */
  get produced(): readonly Produced[] {
    return this.#produced;
  }

  /** The handler is done: writing what came of it does not count for the call's time. */
  handled(): void {
    this.#terms.handled?.();
  }

  /**
   * Waits for what the handler has produced; nothing where it did not.
   *
   * @throws what one of its `produce` was rejected with, whether or not the handler has looked.
   */
  settled(): Promise<unknown> | undefined {
    if (this.#producing === undefined) return undefined;
    const producing = this.#producing;
    this.#producing = undefined;
    return Promise.all(producing);
  }

  /** Writes records as part of the call's trace; in a dry run they are only kept. */
  async write(records: readonly Outgoing[]): Promise<Receipt[]> {
    this.signal.throwIfAborted();
    const written = traced(records, this.trace);
    if (this.dryRun) {
      this.#produced.push(...written);
      return written.map(({ topic, record: { partition = -1 } }) => ({
        topic,
        partition,
        offset: -1,
      }));
    }
    const receipts = await this.#resources.writer.write(written);
    written.forEach((outgoing, index) =>
      this.#produced.push({ ...outgoing, receipt: receipts[index] })
    );
    return receipts;
  }
}
