/**
 * A text in at most so many rows: what has no room is left out from the end, and how much that is said.
 *
 * @example
 * ```ts
 * import { fitRows } from "./fit_rows.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fitRows("a\nb\nc\nd\n", 3), "a\nb\n… 2 more rows");
 * assertEquals(fitRows("a\nb\n", 3), "a\nb");
 * ```
 */
export function fitRows(text: string, rows: number): string {
  const lines = text.trimEnd().split("\n");
  if (lines.length <= rows) return lines.join("\n");
  const shown = lines.slice(0, Math.max(1, rows - 1));
  return [...shown, `… ${lines.length - shown.length} more rows`].join("\n");
}
