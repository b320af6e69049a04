import { abortable } from "@std/async";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { partitionName } from "../../../../kafka/topic_partition.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import type { CallContext, CallResources, CallTerms, Produced } from "../call/call_context.ts";
import { callRun, runContext } from "../call/call_run.ts";
import type { FunctionCaller } from "../call/function_caller.ts";
import { asError } from "../../trigger/delivery/call_once.ts";
import type { FailedRecord } from "../../trigger/delivery/caller.ts";

/** What a record came to. */
export interface InvokedRecord {
  record: KafkaRecord;
  outcome: "ok" | "failed" | "filtered";
  error?: Error;
}

/** What came of calling a function by hand. */
export interface Invoked {
  records: InvokedRecord[];
  /** What was written, or in a dry run would be. */
  outputs: Produced[];
  /** What a call without records failed with. */
  error?: Error;
  /** How long the calls took, in ms. */
  ms: number;
}

/** What is called. */
export interface InvokerOptions {
  own: OwnFunction;
  resources: CallResources;
  caller: FunctionCaller;
  /** Which records the function wants. */
  filter?: (record: KafkaRecord) => boolean;
}

/**
 * Calls a function by hand: as its trigger would, but once, without dead letters, and without a place in
 * a topic that moves on.
 */
export class Invoker {
  readonly #options: InvokerOptions;

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  /** Calls the handler with records, in batches as they would come. */
  async invoke(records: readonly KafkaRecord[], dryRun: boolean): Promise<Invoked> {
    const { filter = () => true } = this.#options;
    const invoked: Invoked = { records: [], outputs: [], ms: 0 };
    const outcomes = new Map(records.map((record) => [record, { record, outcome: "filtered" }]));
    for (const batch of this.#batches(records.filter(filter))) {
      const found = await this.#call(batch, dryRun, invoked);
      batch.forEach((record, index) => {
        const error = found.get(index);
        const outcome = error ? { outcome: "failed", error } : { outcome: "ok" };
        outcomes.set(record, { record, ...outcome });
      });
    }
    invoked.records = [...outcomes.values()] as InvokedRecord[];
    return invoked;
  }

  /** Calls what is done on schedule. */
  async run(dryRun: boolean): Promise<Invoked> {
    const { own, resources } = this.#options;
    const invoked: Invoked = { records: [], outputs: [], ms: 0 };
    const context = runContext(resources, "invoke", this.#terms(dryRun));
    try {
      await this.#timed(invoked, context, callRun(own, context));
    } catch (error) {
      invoked.error = asError(error);
    }
    return invoked;
  }

  /** @returns what failed, by its place in the batch. */
  async #call(
    batch: readonly KafkaRecord[],
    dryRun: boolean,
    invoked: Invoked,
  ): Promise<Map<number, Error>> {
    const { caller } = this.#options;
    const context = caller.context(batch, this.#terms(dryRun));
    const handled = new Promise<FailedRecord[]>((resolve) =>
      resolve(caller.handle(batch, context))
    );
    try {
      const failures = await this.#timed(invoked, context, handled);
      return new Map(failures.map(({ index, error }) => [index, error]));
    } catch (thrown) {
      const error = asError(thrown);
      return new Map(batch.map((_, index) => [index, error]));
    }
  }

  async #timed<T>(invoked: Invoked, context: CallContext, work: Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await abortable(work, context.signal);
    } finally {
      invoked.ms += performance.now() - begun;
      invoked.outputs.push(...context.produced);
    }
  }

  #terms(dryRun: boolean): CallTerms {
    return { attempt: 1, signal: AbortSignal.timeout(this.#options.own.timeout), dryRun };
  }

  /** A batch is of one partition, and `each` gets one record. */
  #batches(records: readonly KafkaRecord[]): KafkaRecord[][] {
    const { own: { each, trigger } } = this.#options;
    const size = each ? 1 : trigger!.batch.records;
    return [...Map.groupBy(records, partitionName).values()].flatMap((all) => {
      const batches: KafkaRecord[][] = [];
      for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
      return batches;
    });
  }
}
