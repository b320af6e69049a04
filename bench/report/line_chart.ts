/**
 * Growth as lines: a point for each median and a tick for each sample, on axes that are logarithmic where they
 * span more than a decade.
 *
 * @module
 */
import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import type { Growth } from "../run/growth.ts";
import { median } from "../../scripts/cli/median.ts";
import { amount } from "./figures_table.ts";

const LEFT = 120;
const RIGHT = 780;
const TOP = 44;
const BOTTOM = 264;

/** How high a chart is. */
export const CHART_HEIGHT = BOTTOM + 60;

/** The colours of curves, readable on light and dark. */
const COLOURS = ["#2f81f7", "#d97706", "#16a34a", "#db2777", "#8b5cf6"];

/** The lines of a growth. */
export function lineChart({ what, unit, over, curves }: Growth): string {
  const points = curves.flatMap(({ points }) => points);
  const sizes = [...new Set(points.map(({ at }) => at))].sort((a, b) => a - b);
  const x = axis(sizes, LEFT, RIGHT);
  const samples = points.flatMap(({ samples }) => samples);
  const y = axis(samples, BOTTOM, TOP);
  const lines = curves.map(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const at = points.map((point) => ({ ...point, x: x(point.at), middle: median(point.samples) }));
    const path = at.map(({ x, middle }) => `${x.toFixed(1)},${y(middle).toFixed(1)}`).join(" ");
    const dots = at.map(({ x, middle, samples }) =>
      `<circle cx="${x.toFixed(1)}" cy="${y(middle).toFixed(1)}" r="3" fill="${colour}"><title>${
        escapeXml(`${name}: ${amount(middle, unit)}`)
      }</title></circle>${
        samples.map((sample) =>
          `<line class="sample" x1="${(x - 4).toFixed(1)}" x2="${(x + 4).toFixed(1)}" y1="${
            y(sample).toFixed(1)
          }" y2="${y(sample).toFixed(1)}"/>`
        ).join("")
      }`
    );
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>
${dots.join("")}
<text x="${RIGHT + 12}" y="${TOP + 14 + i * 20}" style="fill:${colour}">${escapeXml(name)}</text>`;
  });
  const [least, most] = [Math.min(...samples), Math.max(...samples)];
  return `<text class="what" x="0" y="20">${escapeXml(`${what}, ${unit}`)}</text>
<path d="M${LEFT} ${TOP}V${BOTTOM}H${RIGHT}" fill="none" stroke="#8b949e"/>
${
    [most, least].map((value) =>
      `<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${
        amount(value, "").trim()
      }</text>`
    ).join("\n")
  }
${
    sizes.map((size) =>
      `<text x="${x(size).toFixed(1)}" y="${BOTTOM + 20}" text-anchor="middle">${
        size.toLocaleString("en")
      }</text>`
    ).join("\n")
  }
<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 42}" text-anchor="middle">${escapeXml(over)}</text>
${lines.join("\n")}`;
}

/** Where values stand between two ends; logarithmic where they span more than a decade, else from 0 on. */
function axis(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values, Number.MIN_VALUE)];
  const isWide = least > 0 && most / least > 10;
  const scale = isWide ? Math.log : (value: number) => value;
  const [low, high] = isWide ? [scale(least), scale(most)] : [0, most];
  return (value) => from + (scale(value) - low) / (high - low) * (to - from);
}
