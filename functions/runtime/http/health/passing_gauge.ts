import type { Metric, Registry } from "prom-client";

/** A sample of a gauge: its labels by their names, and its value. */
export interface Sample {
  labels: Record<string, string | number>;
  value: number;
}

/** Options of a {@linkcode PassingGauge}. */
export interface PassingGaugeOptions {
  name: string;
  help: string;
  registers: readonly Registry[];
  /**
   * The samples there are now.
   *
   * @param scrape the same one for all gauges of an answer, which may share work by it.
   */
  samples(scrape: object): Promise<Iterable<Sample>>;
}

/**
 * A gauge whose samples are made while they are written, and kept by nobody: prom-client's own keeps each
 * under a text of all its labels, which is most of the time and memory that some hundred thousand take.
 */
export class PassingGauge {
  readonly name: string;
  readonly help: string;
  readonly type = "gauge";
  readonly samples: PassingGaugeOptions["samples"];

  constructor({ name, help, registers, samples }: PassingGaugeOptions) {
    this.name = name;
    this.help = help;
    this.samples = samples;
    for (const registry of registers) registry.registerMetric(this as unknown as Metric);
  }

  /** As registries ask for it that know nothing of it. */
  async get() {
    const { name, help, type } = this;
    return { name, help, type, values: [...await this.samples({})] };
  }
}
