import { Counter, Gauge, type Registry } from "prom-client";
import type { Channels } from "./live/streams/channels.ts";
import type { SharedCluster } from "./live/shared_cluster.ts";

/** Registers the console's metrics. */
export function registerMetrics(
  registry: Registry,
  { channels, cluster }: { channels: Channels; cluster: SharedCluster },
): void {
  new Gauge({
    name: "instigator_console_viewers",
    help: "Pages that are open now.",
    registers: [registry],
    collect() {
      this.set(channels.viewers);
    },
  });
  new Counter({
    name: "instigator_console_kafka_questions_total",
    help: "What Kafka was asked to show pages, however many viewers there are.",
    registers: [registry],
    collect() {
      this.reset();
      this.inc(cluster.questions);
    },
  });
}
