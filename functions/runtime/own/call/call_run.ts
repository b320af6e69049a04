import type { OwnFunction } from "../../define/read_definition.ts";
import { ResultError } from "../output/output_error.ts";
import { readResult } from "../output/read_result.ts";
import { CallContext, type CallResources, type CallTerms } from "./call_context.ts";
import { eventOf } from "./record_cause.ts";

/** The context of a call of `run`. @param id what its lines in the log are known by. */
export function runContext(resources: CallResources, id: string, terms: CallTerms): CallContext {
  return new CallContext(resources, {
    trace: () => undefined,
    ids: () => ({ run: id }),
    cloudEvent: (event) => event && eventOf(event),
  }, terms);
}

/**
 * Calls what a function does on schedule, and writes what it returns.
 *
 * @throws what it throws; {@linkcode ResultError}; {@linkcode SendError}.
 */
export async function callRun(
  { run, output }: OwnFunction,
  context: CallContext,
): Promise<void> {
  const result = await run!(context);
  context.signal.throwIfAborted();
  const { outputs, failures } = readResult(result, output?.topic, []);
  if (failures.length > 0) throw new ResultError("Cannot take failures: run has no records");
  await Promise.all([context.settled(), outputs.length > 0 && context.write(outputs)]);
}
