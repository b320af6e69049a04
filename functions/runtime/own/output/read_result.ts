import type { FailedRecord } from "../../trigger/delivery/caller.ts";
import type { InputRecord } from "../../define/records.ts";
import { type Outgoing, toOutgoing } from "./outgoing.ts";
import { ResultError } from "./output_error.ts";

/** What a handler's result says. */
export interface ReadResult {
  outputs: Outgoing[];
  /** Which of the records given to the handler failed. */
  failures: FailedRecord[];
}

/** Nothing to write, and nothing failed. */
const NOTHING: ReadResult = { outputs: [], failures: [] };

/**
 * Reads what a handler returned, whose types nobody has checked.
 *
 * @param topic where outputs go that do not say so.
 * @param inputs the records that the handler was given.
 * @throws {ResultError} that says what is wrong.
 */
export function readResult(
  result: unknown,
  topic: string | undefined,
  inputs: readonly InputRecord<unknown>[],
): ReadResult {
  if (result === undefined || result === null) return NOTHING;
  if (!isPartial(result)) return { outputs: readOutputs(result, topic), failures: [] };
  for (const name in result) {
    if (name === "failures" || name === "records") continue;
    throw new ResultError(`Cannot take the result: ${name} is unknown beside failures and records`);
  }
  const { failures, records } = result;
  if (!Array.isArray(failures)) {
    throw new ResultError("Cannot take the result: failures must be a list of { record, error }");
  }
  return {
    outputs: records === undefined || records === null ? [] : readOutputs(records, topic),
    failures: readFailures(failures, inputs),
  };
}

function isPartial(result: unknown): result is { failures: unknown; records?: unknown } {
  return typeof result === "object" && result !== null && "failures" in result;
}

function readOutputs(given: unknown, topic: string | undefined): Outgoing[] {
  if (!Array.isArray(given)) return [toOutgoing(given, topic, "the record")];
  return Array.from(given, (record, index) => toOutgoing(record, topic, `record ${index}`));
}

/** A call's records are of one partition, so that their offsets tell them apart. */
function readFailures(
  given: readonly unknown[],
  inputs: readonly InputRecord<unknown>[],
): FailedRecord[] {
  const indexes = new Map(inputs.map(({ offset }, index) => [offset, index]));
  return given.map((failure) => {
    const { record, error } = (failure ?? {}) as { record?: unknown; error?: unknown };
    const { topic, partition, offset } = (record ?? {}) as Partial<InputRecord<unknown>>;
    const index = indexes.get(offset!);
    if (
      index === undefined || inputs[index].partition !== partition || inputs[index].topic !== topic
    ) {
      const named = `${topic}/${partition}/${offset}`;
      throw new ResultError(`Cannot take the failure of ${named}: the call has no such record`);
    }
    return { index, error: toError(error) };
  });
}

/** What was given as the reason, which can be anything. */
function toError(given: unknown): Error {
  if (given instanceof Error) return given;
  return new Error(given === undefined ? "The handler says that it failed" : String(given));
}
