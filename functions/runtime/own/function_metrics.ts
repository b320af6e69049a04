/**
 * A function's metrics beside those of its trigger and of what is written.
 *
 * @module
 */
import { Counter, type Registry } from "prom-client";
import type { Invocations } from "./call/invocations.ts";
import type { OutputWriter } from "./output/output_writer.ts";
import type { Schedule } from "./schedule/schedule.ts";

/** Registers the metrics. They are taken when Prometheus asks, so that they cost a call nothing. */
export function registerFunctionMetrics(
  registry: Registry,
  { invocations, writer, schedule }: {
    invocations: Pick<Invocations, "count">;
    writer: Pick<OutputWriter, "written">;
    schedule: Pick<Schedule, "counts"> | undefined;
  },
): void {
  const registers = [registry];
  new Counter({
    name: "instigator_function_invocations_total",
    help: "Calls of the handler, for records or on schedule.",
    registers,
    collect() {
      this.reset();
      this.inc(invocations.count);
    },
  });
  new Counter({
    name: "instigator_function_outputs_total",
    help: "Records that the function wrote, acknowledged.",
    registers,
    collect() {
      this.reset();
      this.inc(writer.written);
    },
  });
  if (schedule === undefined) return;
  new Counter({
    name: "instigator_function_schedule_runs_total",
    help: "Times that were due: done, failed, or passed over as the one before was under way.",
    labelNames: ["result"],
    registers,
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(schedule.counts)) this.inc({ result }, count);
    },
  });
}
