/**
 * A timeline as inline SVG: one value over the seconds of a run, with the faults marked.
 *
 * @module
 */
import { escapeXml } from "../../scripts/cli/escape_xml.ts";

/** A value over time. */
export interface Series {
  title: string;
  /** What the values are counted in. */
  unit: string;
  /** ms since the run began, and the value; `undefined` where it is not known. */
  points: readonly [at: number, value: number | undefined][];
  /** Whether it changes at once and not gradually. */
  steps?: boolean;
}

/** A fault on the timeline, ms since the run began. */
export interface Mark {
  from: number;
  until: number;
  label: string;
}

const WIDTH = 960;
const HEIGHT = 96;
const LEFT = 64;
const TOP = 8;
const BOTTOM = 20;

/** The chart of a series up to `end`, ms. */
export function chart({ title, unit, points, steps }: Series, marks: readonly Mark[], end: number) {
  const values = points.flatMap(([, value]) => value ?? []);
  const top = Math.max(1, ...values);
  const x = (at: number) => (LEFT + at / Math.max(end, 1) * (WIDTH - LEFT)).toFixed(1);
  const y = (value: number) => (TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const shades = marks.map(({ from, until, label }) => {
    const width = Math.max(2, Number(x(until)) - Number(x(from)));
    return `<rect class="fault" x="${x(from)}" y="${TOP}" width="${width.toFixed(1)}" height="${
      HEIGHT - TOP - BOTTOM
    }"><title>${escapeXml(label)}</title></rect>`;
  });
  const ticks = Array.from({ length: 7 }, (_, i) => end * i / 6).map((at) =>
    `<text class="tick" x="${x(at)}" y="${HEIGHT - 5}" text-anchor="${
      at === 0 ? "start" : at === end ? "end" : "middle"
    }">${Math.round(at / 1_000)} s</text>`
  );
  return `<figure><figcaption>${escapeXml(title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}">
${shades.join("\n")}
<line class="axis" x1="${LEFT}" y1="${y(0)}" x2="${WIDTH}" y2="${y(0)}"/>
<text class="tick" x="${LEFT - 6}" y="${y(top)}" dy="8" text-anchor="end">${
    label(top)
  } ${unit}</text>
<text class="tick" x="${LEFT - 6}" y="${y(0)}" text-anchor="end">0</text>
<path class="line" d="${path(points, x, y, steps)}"/>
${ticks.join("\n")}
</svg></figure>`;
}

/** The line, which has gaps where nothing is known. */
function path(
  points: Series["points"],
  x: (at: number) => string,
  y: (value: number) => string,
  steps = false,
): string {
  let isOpen = false;
  return points.map(([at, value]) => {
    if (value === undefined) {
      isOpen = false;
      return "";
    }
    const to = !isOpen
      ? `M${x(at)} ${y(value)}`
      : steps
      ? `H${x(at)}V${y(value)}`
      : `L${x(at)} ${y(value)}`;
    isOpen = true;
    return to;
  }).join("");
}

function label(value: number): string {
  return Math.round(value).toLocaleString("en");
}
