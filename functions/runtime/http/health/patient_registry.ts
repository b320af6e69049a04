import { delay } from "@std/async";
import { Gauge, type Metric, Registry } from "prom-client";

/** How many samples are written at once: that takes a few ms. */
const AT_ONCE = 1_000;

/**
 * A registry that lets others have their turn while it writes gauges with many samples: prom-client's own holds
 * the event loop for seconds with some hundred thousand.
 */
export class PatientRegistry extends Registry {
  #labels: object = {};

  override setDefaultLabels(labels: object): void {
    super.setDefaultLabels(labels);
    this.#labels = labels;
  }

  override async metrics(): Promise<string> {
    const texts = await Promise.all(
      this.getMetricsAsArray().map(({ name }) => {
        const metric = this.getSingleMetric(name);
        return metric instanceof Gauge ? this.#write(metric) : this.getSingleMetricAsString(name);
      }),
    );
    return `${texts.join("\n\n")}\n`;
  }

  async #write(gauge: Gauge): Promise<string> {
    const { values, ...found } = await gauge.get();
    let slice = values.slice(0, AT_ONCE);
    const registry = new Registry();
    registry.setDefaultLabels(this.#labels);
    const part = { name: found.name, get: () => Promise.resolve({ ...found, values: slice }) };
    registry.registerMetric(part as unknown as Metric);
    let text = await registry.getSingleMetricAsString(found.name);
    for (let next = AT_ONCE; next < values.length; next += AT_ONCE) {
      await delay(0);
      slice = values.slice(next, next + AT_ONCE);
      const [_help, _type, ...samples] = (await registry.getSingleMetricAsString(found.name)).split(
        "\n",
      );
      text += `\n${samples.join("\n")}`;
    }
    return text;
  }
}
