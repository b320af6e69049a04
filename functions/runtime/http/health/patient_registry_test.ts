import { assert, assertEquals } from "@std/assert";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { PassingGauge } from "./passing_gauge.ts";
import { PatientRegistry } from "./patient_registry.ts";

const MANY = { name: "many", help: "Of\nmany" };

function manySamples(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    labels: { topic: `a "${i}"\n`, n: i },
    value: i % 7 === 0 ? Infinity : i / 2,
  }));
}

/** The same metrics in each kind of registry. */
function fill<T extends Registry>(registry: T, samples: number): T {
  const registers = [registry];
  registry.setDefaultLabels({ function: "lag" });
  if (registry instanceof PatientRegistry) {
    new PassingGauge({
      ...{ ...MANY, registers },
      samples: () => Promise.resolve(manySamples(samples)),
    });
  } else {
    const gauge = new Gauge({ ...MANY, labelNames: ["topic", "n"], registers });
    for (const { labels, value } of manySamples(samples)) gauge.set(labels, value);
  }
  new Gauge({ name: "none", help: "None", labelNames: ["topic"], registers });
  new Gauge({
    name: "late",
    help: "Late",
    registers,
    collect() {
      this.set(Infinity);
    },
  });
  new Counter({ name: "counted", help: "Counted", registers }).inc(3);
  new Histogram({ name: "durations", help: "s", labelNames: ["topic"], registers })
    .observe({ topic: "t" }, 0.3);
  return registry;
}

Deno.test("a PatientRegistry writes what a Registry writes", async () => {
  for (const samples of [0, 1, 999, 1_000, 1_001, 2_500]) {
    const [own, others] = [new PatientRegistry(), new Registry()].map((one) => fill(one, samples));
    assertEquals(await own.metrics(), await others.metrics());
  }
});

Deno.test("a PatientRegistry lets others have their turn", async () => {
  const registry = fill(new PatientRegistry(), 5_000);
  let isWritten = false;
  let turns = 0;
  const written = registry.metrics().then(() => isWritten = true);
  const look = () => {
    if (isWritten) return;
    turns++;
    setTimeout(look, 0);
  };
  look();
  await written;
  assert(turns > 1);
});
