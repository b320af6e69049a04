/**
 * Metrics for Prometheus: one registry a function, handed to the parts that count.
 *
 * @module
 */
import { Gauge, type Registry } from "prom-client";
import { PatientRegistry } from "./patient_registry.ts";

/**
 * A registry with the process's own metrics, each sample labelled with the function's name.
 * prom-client's defaults are left out, as they read /proc, which a function may not.
 */
export function createMetrics(functionName: string): Registry {
  const registry = new PatientRegistry();
  registry.setDefaultLabels({ function: functionName });
  new Gauge({
    name: "process_start_time_seconds",
    help: "Start of the process, in seconds since the Unix epoch.",
    registers: [registry],
  }).set(performance.timeOrigin / 1000);
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory, in bytes.",
    registers: [registry],
    collect() {
      this.set(Deno.memoryUsage().rss);
    },
  });
  new Gauge({
    name: "process_heap_used_bytes",
    help: "Heap of V8 that is in use, garbage included, in bytes.",
    registers: [registry],
    collect() {
      this.set(Deno.memoryUsage().heapUsed);
    },
  });
  new Gauge({
    name: "process_heap_committed_bytes",
    help: "Memory that V8 has taken for its heap, in use or not, in bytes.",
    registers: [registry],
    collect() {
      this.set(Deno.memoryUsage().heapTotal);
    },
  });
  return registry;
}
