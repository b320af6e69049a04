/**
 * How a function's handler is called: what it gets, and what becomes of what it returns.
 *
 * @module
 */
import { header } from "../../../../kafka/record/headers.ts";
import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import type { Call, Caller, FailedRecord } from "../../trigger/delivery/caller.ts";
import { type ReadRecords, readRecords } from "../input/read_records.ts";
import { valueReader } from "../input/value_reader.ts";
import { readResult } from "../output/read_result.ts";
import { CallContext, type CallResources } from "./call_context.ts";
import { continueTrace } from "./trace.ts";

/** What happened in a call. */
export interface Invocation {
  records: number;
  /** How long it took, in ms. */
  ms: number;
  /** Records that it wrote. */
  outputs: number;
  /** Records that failed. */
  failures: number;
  /** Why it failed as a whole. */
  error?: Error;
}

/** Calls a function with records. */
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
    this.#readValue = valueReader(own.input);
    this.#observe = observe;
  }

  /** Calls it, as the trigger does. */
  readonly call: Caller = (call) => {
    const begun = performance.now();
    const context = this.context(call);
    const note = (failures: number, error?: Error) =>
      this.#observe({
        records: call.records.length,
        ms: performance.now() - begun,
        outputs: context.produced.length,
        failures,
        ...(error && { error }),
      });
    const succeed = (failures: readonly FailedRecord[]) => {
      note(failures.length);
      return failures.length === 0 ? undefined : failures;
    };
    const fail = (error: unknown) => {
      note(call.records.length, error instanceof Error ? error : new Error(String(error)));
      throw error;
    };
    try {
      const failures = this.handle(call.records, context);
      if (failures instanceof Promise) return failures.then(succeed, fail);
      const failed = succeed(failures);
      return failed && Promise.resolve(failed);
    } catch (error) {
      return fail(error);
    }
  };

  /** The context of a call. */
  context({ records, attempt, signal, dryRun = false }: Call & { dryRun?: boolean }): CallContext {
    const [first] = records;
    return new CallContext(this.#resources, {
      signal,
      attempt,
      dryRun,
      trace: () => continueTrace((name) => textOf(first, name)),
      ids: () => idsOf(records),
      cloudEvent: () => undefined,
    });
  }

  /** Reads the records, calls the handler, and writes what it returns. */
  handle(
    records: readonly KafkaRecord[],
    context: CallContext,
  ): FailedRecord[] | Promise<FailedRecord[]> {
    const read = readRecords(records, this.#readValue);
    return read instanceof Promise
      ? read.then((read) => this.#handle(read, context))
      : this.#handle(read, context);
  }

  #handle(read: ReadRecords, context: CallContext): FailedRecord[] | Promise<FailedRecord[]> {
    const { inputs, failures } = read;
    if (inputs.length === 0) return failures;
    const { each, handle } = this.#own;
    if (each !== undefined) {
      if (inputs.length > 1) return this.#eachOf(read, context);
      const result = each(inputs[0], context);
      return this.#take(result, read, context);
    }
    return this.#take(handle!(inputs, context), read, context);
  }

  /** One record after the other. */
  async #eachOf(read: ReadRecords, context: CallContext): Promise<FailedRecord[]> {
    const failures = [...read.failures];
    for (const [position, input] of read.inputs.entries()) {
      const index = read.indexes[position];
      const one = { inputs: [input], indexes: [index], failures: [] };
      try {
        context.signal.throwIfAborted();
        failures.push(...await this.#take(this.#own.each!(input, context), one, context));
      } catch (error) {
        context.signal.throwIfAborted();
        failures.push({ index, error: error instanceof Error ? error : new Error(String(error)) });
      }
    }
    return failures;
  }

  #take(
    result: unknown,
    read: ReadRecords,
    context: CallContext,
  ): FailedRecord[] | Promise<FailedRecord[]> {
    if (isThenable(result)) {
      return Promise.resolve(result).then((it) => this.#write(it, read, context));
    }
    return this.#write(result, read, context);
  }

  /** Writes what was returned; gives a promise only where there is something to write. */
  #write(
    result: unknown,
    { inputs, indexes, failures }: ReadRecords,
    context: CallContext,
  ): FailedRecord[] | Promise<FailedRecord[]> {
    // It comes too late: its records may be another member's by now.
    context.signal.throwIfAborted();
    const { outputs, failures: failed } = readResult(result, this.#resources.output, inputs);
    const all = failed.length === 0
      ? failures
      : [...failures, ...failed.map((one) => ({ ...one, index: indexes[one.index] }))];
    const written = outputs.length === 0 ? context.settled() : context.write(outputs);
    return written === undefined ? all : written.then(() => context.settled()).then(() => all);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}

function textOf(record: KafkaRecord, name: string): string | undefined {
  const value = header(record, name);
  return value ? asBuffer(value).toString() : undefined;
}

/** Names records in the log: the one, or the first and the last. */
function idsOf(records: readonly KafkaRecord[]): Record<string, unknown> {
  if (records.length === 1) return { record: recordName(records[0]) };
  return { records: `${recordName(records[0])}-${records.at(-1)!.offset}` };
}
