import type { Html } from "./html.ts";

/** A line of a chart: the series it draws, and what it is called. */
export interface ChartLine {
  series: string;
  label: string;
}

/** A chart of the last minutes. A script draws it; its newest figures stand on the page as text. */
export interface ChartProps {
  id: string;
  title: string;
  /** How its figures are written: `rate`, `latency` or `count`. */
  unit: "rate" | "latency" | "count";
  lines: readonly ChartLine[];
}

/** A chart. */
export function Chart({ id, title, unit, lines }: ChartProps): Html {
  return (
    <figure class="chart panel">
      <figcaption id={`${id}-title`}>{title}</figcaption>
      <div
        id={id}
        class="plot"
        role="img"
        aria-labelledby={`${id}-title`}
        data-unit={unit}
        data-lines={JSON.stringify(lines)}
      >
      </div>
      <noscript>
        <p class="hint">Charts need JavaScript; the figures on this page do not.</p>
      </noscript>
    </figure>
  );
}
