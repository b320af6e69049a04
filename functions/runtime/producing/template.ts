/**
 * The values that a run writes: text with placeholders, such as `{"n": {{seq}}}`.
 *
 * @module
 */

/** What a placeholder can stand for. */
export interface RecordContext {
  /** The record's number in its run, from 0. */
  seq: number;
  key: string;
}

const PLACEHOLDERS: Record<string, (context: RecordContext) => string> = {
  seq: ({ seq }) => `${seq}`,
  key: ({ key }) => key,
  random: () => `${Math.floor(Math.random() * 1_000_000)}`,
  time: () => new Date().toISOString(),
  uuid: () => crypto.randomUUID(),
};

/** What placeholders are called. */
export const PLACEHOLDER_NAMES: readonly string[] = Object.keys(PLACEHOLDERS);

/**
 * The template as a function from a record to its value.
 *
 * @throws {Error} at a placeholder that there is none of.
 *
 * @example
 * ```ts
 * import { compileTemplate } from "./template.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const value = compileTemplate("{{key}} has {{ seq }}");
 * assertEquals(value({ seq: 7, key: "a" }), "a has 7");
 * ```
 */
export function compileTemplate(template: string): (context: RecordContext) => string {
  // Every second part is the name of a placeholder.
  const parts = template.split(/\{\{\s*(\w+)\s*\}\}/).map((part, i) => {
    if (i % 2 === 0) return () => part;
    if (Object.hasOwn(PLACEHOLDERS, part)) return PLACEHOLDERS[part];
    throw new Error(`has no placeholder {{${part}}}; there are ${PLACEHOLDER_NAMES.join(", ")}`);
  });
  return (context) => parts.map((part) => part(context)).join("");
}
