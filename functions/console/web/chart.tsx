import type { Html } from "./html.ts";

/** A line of a chart: the series it draws, and what it is called. */
export interface ChartLine {
  series: string;
  label: string;
}

/** Something that happened, as charts mark it. */
export interface ChartMark {
  /** In seconds since the Unix epoch. */
  at: number;
  /** What is drawn at the top of the chart: one character. */
  sign: string;
  tone: "plain" | "ok" | "warn" | "bad";
}

/** A chart of the past. A script draws it; its newest figures stand on the page as text. */
export interface ChartProps {
  id: string;
  title: string;
  /** How its figures are written: `rate`, `latency` or `count`. */
  unit: "rate" | "latency" | "count";
  lines: readonly ChartLine[];
  /** How much of the past it shows, in s. */
  span?: number;
  /** Whether each step up is ten times as much. */
  isLogarithmic?: boolean;
}

/** How much of the past a chart shows where nobody asks for more, in s. */
const SPAN = 300;

/** A chart. */
export function Chart(
  { id, title, unit, lines, span = SPAN, isLogarithmic = false }: ChartProps,
): Html {
  return (
    <figure class="chart panel">
      <figcaption id={`${id}-title`}>{title}</figcaption>
      <div
        id={id}
        class="plot"
        role="img"
        aria-labelledby={`${id}-title`}
        data-unit={unit}
        data-span={span}
        data-scale={isLogarithmic ? "log" : "linear"}
        data-lines={JSON.stringify(lines)}
      >
      </div>
      <p class="hint peak" data-peak hidden></p>
      <noscript>
        <p class="hint">Charts need JavaScript; the figures on this page do not.</p>
      </noscript>
    </figure>
  );
}
