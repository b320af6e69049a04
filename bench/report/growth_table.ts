import { style, table } from "../../scripts/cli/terminal/terminal.ts";
import { type Growth, power, staysWithin } from "../run/growth.ts";
import { median } from "../../scripts/cli/median.ts";
import { amount } from "./figures_table.ts";

/** The heads of {@linkcode growthRows}. */
export const GROWTH_HEADS = ["what", "of", "medians", "at", "power", "target"];

/** Growths as one table. */
export function growthTable(growths: readonly Growth[]): string {
  return table(GROWTH_HEADS, growths.flatMap(growthRows));
}

/** A row for each curve. */
export function growthRows(growth: Growth): string[][] {
  const { what, unit, over, curves } = growth;
  return curves.map((curve, i) => [
    i === 0 ? what : "",
    curve.name,
    curve.points.map(({ samples }) => amount(median(samples), unit)).join(" → "),
    `${curve.points.map(({ at }) => at.toLocaleString("en")).join(" → ")} ${over}`,
    power(curve)?.toFixed(2) ?? "",
    i === 0 ? target(growth) : "",
  ]);
}

function target(growth: Growth): string {
  const isMet = staysWithin(growth);
  if (isMet === undefined) return "";
  const wanted = `≤ ${amount(growth.most!, growth.unit)}`;
  return style(isMet ? "green" : "red", `${wanted}: ${isMet ? "met" : "missed"}`);
}
