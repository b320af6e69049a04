/**
 * Single metrics of Prometheus' text format (exposition format 0.0.4).
 *
 * @module
 */
import parse from "parse-prometheus-text-format";

/** One sample of a metric. */
export interface MetricSample {
  labels: Record<string, string>;
  value: number;
}

/** A metric as the parser gives it. */
interface Family {
  name: string;
  metrics: { labels?: Record<string, string>; value: string }[];
}

/** The samples of one metric, in the order of the text. */
export function samplesOf(metric: string, text: string): MetricSample[] {
  // Brokers tell thousands of others, and the parser fails as a whole where it cannot read one.
  const lines = text.split("\n").filter((line) => line.startsWith(metric));
  // It reads a line at its end only.
  const families: Family[] = parse(`${lines.join("\n")}\n`);
  return families.filter(({ name }) => name === metric).flatMap(({ metrics }) =>
    metrics.map(({ labels = {}, value }) => ({ labels, value: numberOf(value) }))
  );
}

function numberOf(value: string): number {
  return Number(value.replace("Inf", "Infinity"));
}
