import type { FunctionDefinition, Input } from "./definition.ts";

/** Tells a defined function from anything else that a module may export. */
const MARK = Symbol.for("instigator.function");

/** A function as its module exports it; `deno serve` takes it too. */
export interface DefinedFunction<I extends Input = Input> {
  readonly definition: FunctionDefinition<I>;
}

/**
 * Makes a function of its definition: the default export of a `function.ts`. Nothing is started by it,
 * and nothing is refused: faults are listed, all of them, where the function is started.
 *
 * @example
 * ```ts
 * import { defineFunction } from "@instigator/functions";
 *
 * export default defineFunction({
 *   port: 5010,
 *   trigger: { topics: ["orders"] },
 *   output: { topic: "invoices" },
 *   each: (order) => ({ key: order.key, value: { total: order.value.price * order.value.amount } }),
 * });
 * ```
 */
export function defineFunction<const I extends Input = "json">(
  definition: FunctionDefinition<I>,
): DefinedFunction<I> {
  return { [MARK]: true, definition } as DefinedFunction<I>;
}

/** Whether a module's export is a defined function. */
export function isDefinedFunction(exported: unknown): exported is DefinedFunction {
  return typeof exported === "object" && exported !== null && MARK in exported;
}
