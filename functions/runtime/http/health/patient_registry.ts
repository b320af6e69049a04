import { delay } from "@std/async";
import { type Metric, Registry } from "prom-client";
import { PassingGauge, type Sample } from "./passing_gauge.ts";

/** How many samples are written at once: that takes a few ms. */
const AT_ONCE = 1_000;

/**
 * A registry that can be read part by part, and lets others have their turn while it writes a
 * {@linkcode PassingGauge}: prom-client's own holds the event loop for seconds with some hundred thousand samples.
 */
export class PatientRegistry extends Registry {
  #labels: object = {};

  override setDefaultLabels(labels: object): void {
    super.setDefaultLabels(labels);
    this.#labels = labels;
  }

  override async metrics(): Promise<string> {
    return (await Array.fromAsync(this.parts())).join("");
  }

  /** What {@linkcode metrics} gives, part by part, each small. */
  async *parts(): AsyncGenerator<string> {
    const scrape = {};
    let separator = "";
    for (const { name } of this.getMetricsAsArray()) {
      yield separator;
      separator = "\n\n";
      const metric: unknown = this.getSingleMetric(name);
      if (metric instanceof PassingGauge) yield* this.#write(metric, scrape);
      else yield await this.getSingleMetricAsString(name);
    }
    yield "\n";
  }

  async *#write({ name, help, type, samples }: PassingGauge, scrape: object) {
    let values: Sample[] = [];
    const registry = new Registry();
    registry.setDefaultLabels(this.#labels);
    const some = { name, get: () => Promise.resolve({ name, help, type, values }) };
    registry.registerMetric(some as unknown as Metric);
    // What it is comes first, and once.
    yield await registry.getSingleMetricAsString(name);
    for (values of chunks(await samples(scrape), AT_ONCE)) {
      await delay(0);
      const lines = await registry.getSingleMetricAsString(name);
      yield lines.slice(lines.indexOf("\n", lines.indexOf("\n") + 1));
    }
  }
}

function* chunks<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const value of values) {
    if (chunk.push(value) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
