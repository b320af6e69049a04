import { style, table } from "../../scripts/cli/terminal/terminal.ts";
import { ratio, verdict } from "../run/judge.ts";
import { median } from "../../scripts/cli/median.ts";
import type { Comparison } from "../run/part.ts";

const NUMBERS = ["here", "there", "ratio"];

/** The heads of {@linkcode figureRows}. */
export const FIGURE_HEADS = ["what", ...NUMBERS, "held against", "target"];

/** All comparisons as one table. */
export function figuresTable(comparisons: readonly Comparison[]): string {
  return table(FIGURE_HEADS, comparisons.flatMap(figureRows), { right: NUMBERS });
}

/** A row for each subject that this project is held against. */
export function figureRows(comparison: Comparison): string[][] {
  const { what, unit, subjects: [ours, ...others] } = comparison;
  const here = amount(median(ours.samples), unit);
  const [first, ...further] = others.map((other) => [
    amount(median(other.samples), unit),
    ratioText(ratio(comparison, other)),
    other.name,
  ]);
  return [
    [what, here, ...first ?? ["", "", ""], targetText(comparison)],
    ...further.map((cells) => ["", "", ...cells, ""]),
  ];
}

/** Of none to none there is no ratio. */
function ratioText(ratio: number): string {
  return Number.isFinite(ratio) ? ratio.toFixed(2) : "";
}

/** The target and whether it is met; empty where there is none. */
export function targetText(comparison: Comparison): string {
  const { better, target, unit } = comparison;
  const found = verdict(comparison);
  if (target === undefined || found === undefined) return "";
  const sign = better === "less" ? "≤" : "≥";
  const wanted = "value" in target
    ? amount(target.value, unit)
    : `${target.ratio} ×${target.to === undefined ? "" : ` ${target.to}`}`;
  return style(found.met ? "green" : "red", `${sign} ${wanted}: ${found.met ? "met" : "missed"}`);
}

/** An amount with its unit, in as many digits as mean something. */
export function amount(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits)).toLocaleString("en")} ${unit}`;
}
