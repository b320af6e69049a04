import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { Call, Caller, FailedRecord } from "./caller.ts";

/** What became of a call: why all failed, or those that did. */
export type Outcome = Error | readonly FailedRecord[];

/** Nothing failed. This very value, so that it is told quickly. */
export const NONE_FAILED: readonly FailedRecord[] = [];

/**
 * Calls a handler once. It gives no promise where the handler does not.
 *
 * @param attempt which call it is for these records.
 * @param timeout how long it may take, in ms.
 * @param signal aborted when the partition is taken away.
 * @returns what became of it; an error named TimeoutError when it took too long.
 * @throws the signal's reason, once that aborts: then nobody is told of what becomes of it.
 */
export function callOnce(
  caller: Caller,
  records: readonly KafkaRecord[],
  attempt: number,
  timeout: number,
  signal: AbortSignal,
): Outcome | Promise<Outcome> {
  const call = new OngoingCall(records, attempt, signal);
  let result: ReturnType<Caller>;
  try {
    result = caller(call);
  } catch (error) {
    call.end();
    return asError(error);
  }
  if (result !== undefined) return call.outcome(result, timeout);
  call.end();
  return NONE_FAILED;
}

/** What was thrown, which can be anything, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The first failure of each record. */
function oncePerRecord(failed: readonly FailedRecord[]): readonly FailedRecord[] {
  const seen = new Set<number>();
  return failed.filter(({ index }) => !seen.has(index) && seen.add(index));
}

/** A call under way. What most calls do not need is made when it is asked for. */
class OngoingCall implements Call, EventListenerObject {
  readonly records: readonly KafkaRecord[];
  readonly attempt: number;
  /** Aborted when the partition is taken away. */
  readonly #partition: AbortSignal;
  #abort: AbortController | undefined;
  #isEnded = false;
  #isHandled = false;
  #late: Error | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle: PromiseWithResolvers<Outcome> | undefined;

  constructor(records: readonly KafkaRecord[], attempt: number, partition: AbortSignal) {
    this.records = records;
    this.attempt = attempt;
    this.#partition = partition;
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      const signal = this.#partition;
      if (this.#late ?? signal.aborted) this.#abort.abort(this.#late ?? signal.reason);
      else if (!this.#isEnded) signal.addEventListener("abort", this);
    }
    return this.#abort.signal;
  }

  handled(): void {
    this.#isHandled = true;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }

  /** Waits for what becomes of it, but no longer than it may take. */
  async outcome(
    result: Promise<readonly FailedRecord[] | void>,
    timeout: number,
  ): Promise<Outcome> {
    const signal = this.#partition;
    const settle = this.#settle = Promise.withResolvers<Outcome>();
    if (!this.#isHandled) this.#timer = setTimeout(() => this.#timeOut(timeout), timeout);
    signal.addEventListener("abort", this);
    if (signal.aborted) this.handleEvent();
    try {
      return await Promise.race([result.then((failed) => this.#read(failed)), settle.promise]);
    } catch (error) {
      signal.throwIfAborted();
      return asError(error);
    } finally {
      this.end();
    }
  }

  /** It is over: nothing aborts it any more. */
  end(): void {
    this.#isEnded = true;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#abort ?? this.#settle) {
      this.#partition.removeEventListener("abort", this);
    }
  }

  #read(failed: readonly FailedRecord[] | void): Outcome {
    if (!failed?.length) return NONE_FAILED;
    const stray = failed.find(({ index }) => this.records[index] === undefined);
    if (stray === undefined) return oncePerRecord(failed);
    const detail = `record ${stray.index} of ${this.records.length} is said to have failed`;
    return new RangeError(`Cannot tell which records failed: ${detail}`);
  }

  #timeOut(ms: number): void {
    const error = new DOMException(`It took longer than ${ms} ms`, "TimeoutError");
    this.#late = error;
    this.#abort?.abort(error);
    this.#settle!.resolve(error);
  }

  /** The partition is taken away. */
  handleEvent(): void {
    const { reason } = this.#partition;
    this.#abort?.abort(reason);
    this.#settle?.reject(reason);
  }
}
