/**
 * What a part has found in one SVG that needs nothing else. Comparisons are bars: one for each median, and a
 * tick for each sample, so that the spread is seen. Growths are lines.
 *
 * @module
 */
import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import { median } from "../../scripts/cli/median.ts";
import { type Comparison, isGrowth, type Result, type Subject } from "../run/part.ts";
import { amount } from "./figures_table.ts";
import { CHART_HEIGHT, lineChart } from "./line_chart.ts";

const WIDTH = 960;
const NAMES = 300;
const AMOUNTS = 150;
const BAR = 16;
const ROW = 24;
const HEAD = 34;

const STYLE = `text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.what { font-weight: 600 } .ours { fill: #0b62c4 } .other { fill: #9aa4af }
.sample { stroke: #1f2328; stroke-opacity: .55 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .ours { fill: #6cb0ff } .other { fill: #59636e } .sample { stroke: #e6edf3 }
}`;

/** The charts of these results, one below the other. */
export function plot(results: readonly Result[]): string {
  let height = 0;
  const groups = results.map((result) => {
    const chart = isGrowth(result) ? lineChart(result) : bars(result);
    const group = `<g transform="translate(0 ${height})">${chart}</g>`;
    height += isGrowth(result) ? CHART_HEIGHT : HEAD + result.subjects.length * ROW + 10;
    return group;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">
<style>${STYLE}</style>
${groups.join("\n")}
</svg>
`;
}

function bars({ what, unit, better, subjects }: Comparison): string {
  const most = Math.max(...subjects.flatMap(({ samples }) => samples), Number.MIN_VALUE);
  const scale = (value: number) => value / most * (WIDTH - NAMES - AMOUNTS);
  const title = `${what}, ${unit}: ${better} is better`;
  return `<text class="what" x="0" y="20">${escapeXml(title)}</text>
${subjects.map((subject, i) => bar(subject, i, unit, scale)).join("\n")}`;
}

function bar(
  { name, samples }: Subject,
  i: number,
  unit: string,
  scale: (value: number) => number,
): string {
  const y = HEAD + i * ROW;
  const middle = median(samples);
  const end = NAMES + Math.max(scale(middle), ...samples.map(scale)) + 8;
  const ticks = samples.map((sample) => {
    const x = (NAMES + scale(sample)).toFixed(1);
    return `<line class="sample" x1="${x}" x2="${x}" y1="${y - 2}" y2="${y + BAR + 2}"/>`;
  });
  return `<text x="${NAMES - 8}" y="${y + 13}" text-anchor="end">${escapeXml(name)}</text>
<rect class="${i === 0 ? "ours" : "other"}" x="${NAMES}" y="${y}" width="${
    scale(middle).toFixed(1)
  }" height="${BAR}"/>
${ticks.join("")}
<text x="${end.toFixed(1)}" y="${y + 13}">${escapeXml(amount(middle, unit))}</text>`;
}
