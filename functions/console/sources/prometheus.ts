/**
 * Reads Prometheus' text format (exposition format 0.0.4), as far as single metrics are looked for.
 *
 * @module
 */

/** One sample of a metric. */
export interface MetricSample {
  labels: Record<string, string>;
  value: number;
}

const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

const ESCAPES: Record<string, string> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

/** The samples of one metric, in the order of the text. */
export function samplesOf(metric: string, text: string): MetricSample[] {
  const line = new RegExp(`^${metric}(?:\\{(.*)\\})?[ \\t]+(\\S+)`, "gm");
  return [...text.matchAll(line)].map(([, labels = "", value]) => ({
    labels: Object.fromEntries(
      [...labels.matchAll(LABEL)].map(([, name, quoted]) => [
        name,
        quoted.replace(/\\[n"\\]/g, (escape) => ESCAPES[escape]),
      ]),
    ),
    value: value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : Number(value),
  }));
}
