import { type Outgoing, toOutgoing } from "../output/outgoing.ts";
import type { OutputWriter } from "../output/output_writer.ts";
import type { Log } from "../../log/log.ts";
import type { CloudEventAttributes, Context, Logger, Trace } from "../../define/context.ts";
import type { OutputRecord, Receipt } from "../../define/records.ts";
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

/** What a call has of its own. */
export interface CallParticulars {
  signal: AbortSignal;
  attempt: number;
  dryRun: boolean;
  /** Its trace, found out when it is asked for. */
  trace(): Trace | undefined;
  /** The ids that its lines in the log have. */
  ids(): Readonly<Record<string, unknown>>;
  cloudEvent(record?: object): CloudEventAttributes | undefined;
}

/** What a handler has besides its records, and what it has written by then. */
export class CallContext implements Context {
  readonly name: string;
  readonly signal: AbortSignal;
  readonly attempt: number;
  readonly dryRun: boolean;
  /** What was written, or in a dry run would be. */
  readonly produced: Outgoing[] = [];
  readonly #resources: CallResources;
  readonly #call: CallParticulars;
  #log: Logger | undefined;
  /** What the handler may not wait for. */
  #producing: Promise<Receipt>[] = [];
  #trace: Trace | undefined | null = null;

  constructor(resources: CallResources, call: CallParticulars) {
    this.name = resources.name;
    this.signal = call.signal;
    this.attempt = call.attempt;
    this.dryRun = call.dryRun;
    this.#resources = resources;
    this.#call = call;
  }

  get log(): Logger {
    return this.#log ??= bound(this.#resources.log.with(this.#call.ids));
  }

  get trace(): Trace | undefined {
    if (this.#trace === null) this.#trace = this.#call.trace();
    return this.#trace;
  }

  // Handlers take contexts apart, so these have to know their context by themselves.
  readonly cloudEvent = (record?: object): CloudEventAttributes | undefined =>
    this.#call.cloudEvent(record);

  readonly produce = (record: OutputRecord): Promise<Receipt> => {
    const produced = this.#produce(record);
    this.#producing.push(produced);
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

  /**
   * Waits for what the handler has produced; nothing where it did not.
   *
   * @throws what one of its `produce` was rejected with, whether or not the handler has looked.
   */
  settled(): Promise<unknown> | undefined {
    if (this.#producing.length === 0) return undefined;
    return Promise.all(this.#producing.splice(0));
  }

  /** Writes records as part of the call's trace; in a dry run they are only kept. */
  async write(records: readonly Outgoing[]): Promise<Receipt[]> {
    if (this.signal.aborted) throw this.signal.reason;
    const written = traced(records, this.trace);
    if (!this.dryRun) {
      const receipts = await this.#resources.writer.write(written);
      this.produced.push(...written);
      return receipts;
    }
    this.produced.push(...written);
    return written.map(({ topic, record: { partition = -1 } }) => ({
      topic,
      partition,
      offset: -1,
    }));
  }
}

function bound(log: Log): Logger {
  return {
    debug: (message, fields) => log.debug(message, fields),
    info: (message, fields) => log.info(message, fields),
    warn: (message, fields) => log.warn(message, fields),
    error: (message, fields) => log.error(message, fields),
  };
}
