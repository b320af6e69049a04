/**
 * How a function's handler is called: what it gets, and what becomes of what it returns.
 *
 * @module
 */
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import { asError } from "../../trigger/delivery/call_once.ts";
import type { Call, Caller, FailedRecord } from "../../trigger/delivery/caller.ts";
import { readRecord, type ReadRecords, readRecords } from "../input/read_records.ts";
import { valueReader } from "../input/value_reader.ts";
import { readResult } from "../output/read_result.ts";
import { CallContext, type CallResources, type CallTerms } from "./call_context.ts";
import type { Invocation } from "./invocations.ts";
import { RecordCause } from "./record_cause.ts";

/** Calls a function with records, of which `each` gets one at a time. */
export class FunctionCaller {
  readonly #own: OwnFunction;
  readonly #resources: CallResources;
  readonly #readValue;
  readonly #observe: (invocation: Invocation) => void;

  /** @param observe is told of every call that has ended; it must be quick. */
  constructor(
    own: OwnFunction,
    resources: CallResources,
    observe: (invocation: Invocation) => void,
  ) {
    this.#own = own;
    this.#resources = resources;
    this.#readValue = valueReader(own.input, resources.schemas);
    this.#observe = observe;
  }

  /** Calls it, as the trigger does. */
  readonly call: Caller = (call) => {
    const begun = performance.now();
    const context = this.context(call.records, call);
    try {
      const failures = this.handle(call.records, context);
      if (failures instanceof Promise) {
        return failures.then(
          (failures) => this.#succeed(call, context, begun, failures),
          (thrown) => this.#fail(call, context, begun, thrown),
        );
      }
      const failed = this.#succeed(call, context, begun, failures);
      return failed && Promise.resolve(failed);
    } catch (thrown) {
      this.#fail(call, context, begun, thrown);
    }
  };

  #succeed(
    call: Call,
    context: CallContext,
    begun: number,
    failures: readonly FailedRecord[],
  ): readonly FailedRecord[] | undefined {
    this.#note(call, context, begun, failures.length, failures[0]?.error);
    return failures.length === 0 ? undefined : failures;
  }

  #fail(call: Call, context: CallContext, begun: number, thrown: unknown): never {
    const error = context.outage ?? asError(thrown);
    this.#note(call, context, begun, call.records.length, error);
    throw error;
  }

  /** The context of a call for records. */
  context(records: readonly KafkaRecord[], terms: CallTerms): CallContext {
    return new CallContext(this.#resources, new RecordCause(records), terms);
  }

  /**
   * Reads the records, calls the handler, and writes what it returns.
   *
   * @returns those that failed alone; a promise only where there is something to wait for.
   * @throws what the handler throws; {@linkcode ResultError}; {@linkcode SendError}.
   */
  handle(
    records: readonly KafkaRecord[],
    context: CallContext,
  ): FailedRecord[] | Promise<FailedRecord[]> {
    const read = records.length === 1
      ? readRecord(records[0], this.#readValue)
      : readRecords(records, this.#readValue);
    return read instanceof Promise
      ? read.then((read) => this.#handle(read, context))
      : this.#handle(read, context);
  }

  #handle(read: ReadRecords, context: CallContext): FailedRecord[] | Promise<FailedRecord[]> {
    const { inputs, failures } = read;
    if (inputs.length === 0) return failures;
    const { each, handle } = this.#own;
    const result: unknown = each ? each(inputs[0], context) : handle!(inputs, context);
    if (!isThenable(result)) return this.#write(result, read, context);
    return Promise.resolve(result).then((result) => {
      // It comes too late: its records may be another member's by now.
      context.signal.throwIfAborted();
      return this.#write(result, read, context);
    });
  }

  /** Writes what was returned; gives a promise only where there is something to write. */
  #write(
    result: unknown,
    { inputs, indexes, failures }: ReadRecords,
    context: CallContext,
  ): FailedRecord[] | Promise<FailedRecord[]> {
    const { outputs, failures: failed } = readResult(result, this.#resources.output, inputs);
    const all = failed.length === 0
      ? failures
      : [...failures, ...failed.map((one) => ({ ...one, index: indexes[one.index] }))];
    context.handled();
    const produced = context.settled();
    if (outputs.length === 0) return produced === undefined ? all : produced.then(() => all);
    return Promise.all([produced, context.write(outputs)]).then(() => all);
  }

  #note(
    { records }: Call,
    { produced }: CallContext,
    begun: number,
    failures: number,
    error?: Error,
  ): void {
    const ms = performance.now() - begun;
    this.#observe({ records: records.length, ms, outputs: produced.length, failures, error });
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
