/**
 * A timeline as inline SVG: one value over the seconds of a run, with the faults marked. Its words are
 * beside the drawing, so that they are read at any width.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";

/** A value over time. */
export interface Series {
  title: string;
  /** What the values are counted in. */
  unit: string;
  /** ms since the run began, and the value; `undefined` where it is not known. */
  points: readonly (readonly [at: number, value: number | undefined])[];
  /** Whether it changes at once and not gradually. */
  steps?: boolean;
}

/** A fault on the timeline, ms since the run began. */
export interface Mark {
  from: number;
  until: number;
  label: string;
}

const WIDTH = 1_000;
const HEIGHT = 100;

/** How many times are told below it. */
const TICKS = 5;

interface TimelineProps {
  series: Series;
  marks: readonly Mark[];
  /** Where the timeline ends, ms. */
  end: number;
}

/** The chart of a series. */
export function Timeline({ series, marks, end }: TimelineProps): JSX.Element {
  const { title, unit, points, steps } = series;
  const values = points.flatMap(([, value]) => value ?? []);
  const top = Math.max(1, ...values);
  const x = (at: number) => Number((at / Math.max(end, 1) * WIDTH).toFixed(1));
  const y = (value: number) => Number(((1 - value / top) * HEIGHT).toFixed(1));
  const most = `${whole(top)}${unit && unit !== "/s" ? ` ${unit}` : unit}`;
  const ticks = Array.from({ length: TICKS + 1 }, (_, i) => end * i / TICKS);
  return (
    <figure class="timeline">
      <figcaption>
        {title} <span class="most">up to {most}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: up to ${most} in ${whole(end / 1_000)} s`}
      >
        {marks.map(({ from, until, label }) => (
          <rect
            class="fault"
            x={x(from)}
            y={0}
            width={Math.max(2, Math.min(x(until), WIDTH) - x(from))}
            height={HEIGHT}
          >
            <title>{label}</title>
          </rect>
        ))}
        <path class="axis" d={`M0 ${HEIGHT}H${WIDTH}`} vector-effect="non-scaling-stroke" />
        <path
          class="line"
          d={path(points, x, y, steps)}
          vector-effect="non-scaling-stroke"
        />
      </svg>
      <div class="ticks" aria-hidden="true">
        {ticks.map((at) => <span>{whole(at / 1_000)} s</span>)}
      </div>
    </figure>
  );
}

/** The line, which has gaps where nothing is known. */
function path(
  points: Series["points"],
  x: (at: number) => number,
  y: (value: number) => number,
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

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
