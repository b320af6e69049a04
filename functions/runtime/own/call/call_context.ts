import { deadline } from "@std/async";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import type { CloudEventAttributes } from "../../cloudevents/cloud_event.ts";
import type { Context, Logger, Trace } from "../../define/context.ts";
import type { OutputRecord, Receipt } from "../../define/records.ts";
import type { SchemaCodecs } from "../../schemas/schema_codecs.ts";
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
  /** How long a handler waits for what it produces, in ms: less than it may take itself; 24 s. */
  produceTimeout?: number;
  log: Log;
  /** The schemas of a registry, where its input is a subject of one. */
  schemas?: SchemaCodecs;
}

/** How long a handler waits for what it produces where nothing else is said, in ms. */
const PRODUCE_TIMEOUT = 24_000;

/** Which share of the time that a call may take that is. */
const PRODUCE_SHARE = 0.8;

/** How long a handler waits for what it produces, of the time that its call may take, in ms. */
export function produceTimeout(timeout: number): number {
  return timeout * PRODUCE_SHARE;
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
  /** Whether somebody waits who can come again later: what is produced is refused where too much waits. */
  readonly isRefusable?: boolean;
  /** The handler is done: writing what came of it does not count for the call's time. */
  handled?(): void;
}

/** What was written, or in a dry run would be. */
export interface Produced extends Outgoing {
  receipt?: Receipt;
}

const NOTHING: readonly Produced[] = [];

/** What a handler has besides its records, and what it has written by then. */
export class CallContext implements Context {
  readonly #resources: CallResources;
  readonly #cause: Cause;
  readonly #terms: CallTerms;
  #produced: Produced[] | undefined;
  /** What the handler may not wait for. */
  #producing: Promise<Receipt>[] | undefined;
  #outage: SendError | undefined;
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

  // Handlers take contexts apart, so these have to know their context by themselves. They are made when
  // they are asked for: most handlers ask for none, and a context is made for every record.
  get cloudEvent(): Context["cloudEvent"] {
    return (event) => this.#cause.cloudEvent(event);
  }

  get produce(): Context["produce"] {
    return (record) => {
      const produced = this.#produce(record);
      (this.#producing ??= []).push(produced);
      // A handler that does not wait for it is told by the failure of its call.
      produced.catch(() => {});
      return produced;
    };
  }

  async #produce(record: OutputRecord): Promise<Receipt> {
    const { output, writer, produceTimeout = PRODUCE_TIMEOUT } = this.#resources;
    const outgoing = toOutgoing(record, output, "the record");
    if (this.#terms.isRefusable) writer.admit([outgoing]);
    try {
      const [receipt] = await deadline(this.write([outgoing]), produceTimeout);
      return receipt;
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === "TimeoutError" &&
        !this.signal.aborted;
      const told = isLate ? notAcknowledged(outgoing.topic, produceTimeout) : error;
      if (told instanceof SendError && told.verdict !== "record") this.#outage ??= told;
      throw told;
    }
  }

  /**
   * What kept something from being written that the handler has produced: whatever the handler made of
   * it, that is no fault of its records.
   */
  get outage(): SendError | undefined {
    return this.#outage;
  }

  /** What was written so far, or in a dry run would be. */
  get produced(): readonly Produced[] {
    return this.#produced ?? NOTHING;
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
      (this.#produced ??= []).push(...written);
      return written.map(({ topic, record: { partition = -1 } }) => ({
        topic,
        partition,
        offset: -1,
      }));
    }
    const receipts = await this.#resources.writer.write(written);
    written.forEach((outgoing, index) =>
      (this.#produced ??= []).push({ ...outgoing, receipt: receipts[index] })
    );
    return receipts;
  }
}

/** It may still be written: whoever does it again may write it twice, as Kafka's clients do. */
function notAcknowledged(topic: string, ms: number): SendError {
  return new SendError("UNREACHABLE", `Cannot write to ${topic}: no answer within ${ms} ms`);
}
