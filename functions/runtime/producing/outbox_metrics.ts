/**
 * Metrics of what is written. They are taken from the lanes' counts when Prometheus asks, so that they
 * cost a record nothing.
 *
 * @module
 */
import { Counter, Gauge, type Registry } from "prom-client";
import type { Outbox } from "../../../kafka/producer/outbox.ts";

/** Registers the metrics of the records that go through the outbox. */
export function countRecords(registry: Registry, outbox: Outbox): void {
  const labelNames = ["topic", "partition"] as const;
  const counters = [
    ["acknowledged", "instigator_produced_records_total", "Records acknowledged."],
    ["failed", "instigator_produce_failed_records_total", "Records that could not be written."],
    ["batches", "instigator_produced_batches_total", "Batches acknowledged."],
    ["retries", "instigator_produce_retries_total", "Batches sent again."],
  ] as const;
  for (const [count, name, help] of counters) {
    new Counter({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        for (const { topic, partition, ...counts } of outbox.lanes) {
          this.inc({ topic, partition }, counts[count]);
        }
      },
    });
  }
  for (const unit of ["records", "bytes"] as const) {
    new Gauge({
      name: `instigator_produce_queue_${unit}`,
      help: `What waits for Kafka, in ${unit}.`,
      registers: [registry],
      collect() {
        this.set(outbox.queue[unit]);
      },
    });
  }
}
