import type { FunctionDefinition, Input } from "./definition.ts";

/** Tells a defined function from anything else that a module may export. */
const MARK = Symbol.for("instigator.function");

/** A function as its module exports it; `deno serve` takes it too. */
export interface DefinedFunction<I extends Input = Input> {
  readonly definition: FunctionDefinition<I>;
  /** Answers a request; the function is started where it was not. For `deno serve`. */
  fetch(request: Request): Promise<Response>;
  /** Starts the function. For `deno serve`, which calls it when it listens. */
  onListen(address: Deno.Addr): void;
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
  let serving: Promise<(request: Request) => Response | Promise<Response>> | undefined;
  const defined = {
    [MARK]: true,
    definition,
    async fetch(request: Request) {
      return await (await serve())(request);
    },
    onListen(address: Deno.Addr) {
      const { hostname, port } = address as Deno.NetAddr;
      console.log(`Listens on http://${hostname}:${port}`);
      serve();
    },
  };
  // What runs functions is not loaded by those who only want to know what one says of itself.
  const serve = () =>
    serving ??= import("../own/serve_defined.ts").then((module) =>
      module.serveDefined(defined as unknown as DefinedFunction)
    );
  return defined;
}

/** Whether a module's export is a defined function. */
export function isDefinedFunction(exported: unknown): exported is DefinedFunction {
  return typeof exported === "object" && exported !== null && MARK in exported;
}
