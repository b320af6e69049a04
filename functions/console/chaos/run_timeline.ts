/**
 * What a run's timeline draws: of the load, and where faults lie on it.
 *
 * @module
 */
import type { RunFault, RunSample } from "./chaos_run.ts";
import type { Mark, Series } from "./timeline_chart.tsx";

/** What the load and the topic were like. */
export function runSeries(samples: readonly RunSample[]): Series[] {
  const over = (value: (sample: RunSample) => number | undefined): Series["points"] =>
    samples.map((sample) => [sample.at, value(sample)]);
  return [
    { title: "Acknowledged", unit: "/s", points: over(({ acknowledged }) => acknowledged) },
    { title: "Delivered to the group", unit: "/s", points: over(({ delivered }) => delivered) },
    {
      title: "Partitions of which nothing was acknowledged for a second",
      unit: "",
      steps: true,
      points: over(({ unavailable }) => unavailable),
    },
    { title: "The smallest ISR", unit: "", steps: true, points: over(({ isr }) => isr) },
    { title: "Time to the acknowledgement, p99", unit: "ms", points: over(({ p99 }) => p99) },
    { title: "Lag of the group", unit: "", points: over(({ lag }) => lag) },
  ];
}

/** A fault's mark lasts until it is healed, or until what it has stopped goes on. */
export function faultMark({ at, healed, what, bounds }: RunFault): Mark {
  const took = Math.max(0, ...bounds.map(({ took = 0 }) => took));
  return { from: at, until: healed ?? at + took, label: what };
}
