/**
 * A trigger's metrics, of the partitions that are assigned to this replica. They are taken from
 * the ledgers when Prometheus asks, so that they cost a record nothing.
 *
 * @module
 */
import { Counter, Gauge, type Metric, type Registry } from "prom-client";
import type { AssignedPartition } from "../partitions/assigned_partition.ts";
import { DURATION_BUCKETS } from "../delivery/call_durations.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { reportLedgers } from "../../ledger/ledger_report.ts";

const LABELS = ["topic", "partition"] as const;

/** What the ledger counts; a late record makes `lost` smaller, so these are gauges. */
const LEDGER = [
  ["consumed", "Records delivered."],
  ["lost", "Sequences that are missing now."],
  ["duplicated", "Records whose sequence had been there before."],
  ["reordered", "Records that came after a later sequence."],
  ["redelivered", "Records delivered again."],
  ["compacted", "Sequences that compaction has removed."],
] as const;

/** What the delivery counts, and how it is called. */
const COUNTS = [
  ["records", "records", "Records given to the handler."],
  ["filtered", "filtered", "Records that the filter passed by."],
  ["failed", "failed", "Records that failed alone, or were named as failed; each time."],
  ["retries", "retries", "Records given to the handler again."],
  ["halved", "halved", "Batches that failed and were halved."],
  ["deadLetters", "dead_letters", "Records put into a dead letter topic."],
  ["passedBy", "passed_by", "Records that failed for good and are kept nowhere, as is wanted."],
  ["skipped", "skipped", "Records passed by as it was told."],
  ["timeouts", "timeouts", "Calls that took too long."],
  ["calls", "calls", "Calls of the handler."],
] as const;

/**
 * Registers the metrics.
 *
 * @param prefix how the metrics' names begin.
 * @param partitions gives the assigned partitions.
 */
export function registerTriggerMetrics(
  registry: Registry,
  prefix: string,
  partitions: () => readonly AssignedPartition[],
  delivery: Delivery,
): void {
  const registers = [registry];
  const gauge = (
    name: string,
    help: string,
    value: (partition: AssignedPartition) => number | undefined,
  ) =>
    new Gauge({
      name: `${prefix}_${name}`,
      help,
      labelNames: LABELS,
      registers,
      collect() {
        this.reset();
        for (const partition of partitions()) {
          const found = value(partition);
          if (found === undefined) continue;
          this.set({ topic: partition.topic, partition: partition.partition }, found);
        }
      },
    });
  for (const [count, help] of LEDGER) {
    gauge(`ledger_${count}`, help, ({ ledger }) => ledger.totals[count]);
  }
  gauge("ledger_expired", "Offsets dropped before they were read.", (p) => p.ledger.state.expired);
  gauge("position", "Offset of the next record to process.", ({ position }) => position);
  gauge("committed", "Offset committed last.", ({ committed }) => committed);
  gauge("high_watermark", "Offset that the next record of the log gets.", (p) => p.highWatermark);
  gauge("lag", "Records from the position on that can be read.", ({ lag }) => lag);
  gauge("lag_seconds", "Age of the oldest record that is not processed, in seconds.", (p) => (
    p.lagSeconds()
  ));
  new Gauge({
    name: `${prefix}_latency_seconds`,
    help: "Time from stamp to delivery, in seconds.",
    labelNames: ["quantile"],
    registers,
    collect() {
      const { latency } = reportLedgers(partitions().map(({ ledger }) => ledger));
      this.set({ quantile: "0.5" }, latency.p50 / 1000);
      this.set({ quantile: "0.9" }, latency.p90 / 1000);
      this.set({ quantile: "0.99" }, latency.p99 / 1000);
      this.set({ quantile: "1" }, latency.max / 1000);
    },
  });
  new Gauge({
    name: `${prefix}_held_records`,
    help: "Records that can neither be handled nor put away; their partitions wait.",
    labelNames: LABELS,
    registers,
    collect() {
      this.reset();
      for (const { topic, partition } of delivery.held) this.set({ topic, partition }, 1);
    },
  });
  for (const [count, name, help] of COUNTS) {
    new Counter({
      name: `${prefix}_${name}_total`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(delivery.counts[count]);
      },
    });
  }
  registerDurations(registry, `${prefix}_call_duration_seconds`, delivery);
}

/** As prom-client has no histogram that is filled elsewhere, this is one as it shows them. */
function registerDurations(registry: Registry, name: string, delivery: Delivery): void {
  const get = () => {
    const { counts, sum } = delivery.durations.state;
    let count = 0;
    const buckets = counts.map((of, bucket) => {
      const le = DURATION_BUCKETS[bucket] ?? "+Inf";
      return { labels: { le }, value: count += of, metricName: `${name}_bucket` };
    });
    const values = [
      ...buckets,
      { labels: {}, value: sum, metricName: `${name}_sum` },
      { labels: {}, value: count, metricName: `${name}_count` },
    ];
    const help = "How long calls of the handler took, in seconds.";
    return Promise.resolve({ name, help, type: "histogram", values, aggregator: "sum" });
  };
  registry.registerMetric({ name, get } as unknown as Metric);
}
