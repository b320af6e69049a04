/**
 * For those who write functions: `import { defineFunction } from "@instigator/functions"`.
 *
 * @module
 */
export { type DefinedFunction, defineFunction } from "./define_function.ts";
export type * from "./definition.ts";
export type * from "./records.ts";
export type * from "./context.ts";
