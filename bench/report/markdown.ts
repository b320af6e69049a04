import { stripVTControlCharacters } from "node:util";
import { isComparison, isGrowth, type Result } from "../run/part.ts";
import { FIGURE_HEADS, figureRows } from "./figures_table.ts";
import { GROWTH_HEADS, growthRows } from "./growth_table.ts";

/** What parts have found, by their names, in Markdown: a heading and tables for each, to be pasted into docs. */
export function markdown(results: Readonly<Record<string, readonly Result[]>>): string {
  return Object.entries(results).map(([name, found]) =>
    [
      `## ${name}`,
      ...tableOf(FIGURE_HEADS, found.filter(isComparison).flatMap(figureRows)),
      ...tableOf(GROWTH_HEADS, found.filter(isGrowth).flatMap(growthRows)),
    ].join("\n\n")
  ).join("\n\n") + "\n";
}

/** The table, or nothing where it has no rows. */
function tableOf(heads: readonly string[], rows: readonly string[][]): string[] {
  if (rows.length === 0) return [];
  const lines = [heads, heads.map(() => "---"), ...rows];
  return [lines.map((cells) => `| ${cells.map(plain).join(" | ")} |`).join("\n")];
}

function plain(cell: string): string {
  return stripVTControlCharacters(cell).replaceAll("|", "\\|");
}
