/** Identifiers and numbers, which differ between errors of one kind. */
const VARYING = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b0x[0-9a-f]+\b|\d+/gi;

/** The longest name of a group of errors, in characters. */
const MAX_LENGTH = 200;

/** What stands where a letter has no error. */
export const NO_ERROR = "no error is told";

/**
 * The group that an error belongs to: its first line, with `#` for identifiers and numbers.
 *
 * @example
 * ```ts
 * import { errorGroup } from "./error_group.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(errorGroup("Error: no customer 17\n  at …"), "Error: no customer #");
 * ```
 */
export function errorGroup(text: string | undefined): string {
  const line = text?.trim().split("\n", 1)[0].replace(VARYING, "#").slice(0, MAX_LENGTH);
  return line || NO_ERROR;
}
