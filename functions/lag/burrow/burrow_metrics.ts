/**
 * The metrics under Burrow's names, and those of lag in time, which Burrow does not have. They are computed
 * when Prometheus asks, in turns: a large cluster has ten thousand groups.
 *
 * @module
 */
import { Gauge, type Registry } from "prom-client";
import { inTurns } from "../../../kafka/in_turns.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import type { Storage } from "../storage/storage.ts";
import { SEVERITY } from "../evaluation/verdict.ts";

/** Options of {@linkcode measureLag}. */
export interface LagMetricsOptions {
  cluster: string;
  storage: Pick<Storage, "groups" | "topics" | "logEnds">;
  evaluator: Pick<Evaluator, "status">;
}

const GROUP_LABELS = ["cluster", "consumer_group"] as const;
const PARTITION_LABELS = [...GROUP_LABELS, "partition", "topic"] as const;

/** Registers the metrics of groups, of what they read, and of topics. */
export function measureLag(
  registry: Registry,
  { cluster, storage, evaluator }: LagMetricsOptions,
): void {
  let evaluating: Promise<void> | undefined;
  /** All gauges are set by one pass, for which each of them waits. */
  const collect = () => evaluating ??= evaluateAll().finally(() => evaluating = undefined);
  const common = { registers: [registry], collect };
  const currentOffset = new Gauge({
    name: "burrow_kafka_consumer_current_offset",
    help: "Latest offset that Burrow is storing for this partition",
    labelNames: PARTITION_LABELS,
    ...common,
  });
  const lagTotal = new Gauge({
    name: "burrow_kafka_consumer_lag_total",
    help: "The sum of all partition current lag values for the group",
    labelNames: GROUP_LABELS,
    ...common,
  });
  const partitionLag = new Gauge({
    name: "burrow_kafka_consumer_partition_lag",
    help:
      "Number of messages the consumer group is behind by for a partition as reported by Burrow",
    labelNames: PARTITION_LABELS,
    ...common,
  });
  const groupStatus = new Gauge({
    name: "burrow_kafka_consumer_status",
    help: "The status of the consumer group. It is calculated from the highest status for the " +
      "individual partitions. Statuses are an index list from NOTFOUND, OK, WARN, or ERR",
    labelNames: GROUP_LABELS,
    ...common,
  });
  const partitionOffset = new Gauge({
    name: "burrow_kafka_topic_partition_offset",
    help: "Latest offset the topic that Burrow is storing for this partition",
    labelNames: ["cluster", "partition", "topic"],
    ...common,
  });
  const partitionStatus = new Gauge({
    name: "burrow_kafka_topic_partition_status",
    help: "The status of topic partition. It is calculated from the highest status for the " +
      "individual partitions. Statuses are an index list from OK, WARN, STOP, STALL, REWIND",
    labelNames: PARTITION_LABELS,
    ...common,
  });

  const secondsBehind = new Gauge({
    name: "instigator_group_seconds_behind",
    help: "For how long the next record of the group's worst partition has been in the log; " +
      "at least so long where it was there when the monitor first looked",
    labelNames: GROUP_LABELS,
    ...common,
  });
  const secondsToClear = new Gauge({
    name: "instigator_group_seconds_to_clear",
    help: "When the group will have no lag at the pace of the last minute; +Inf: never",
    labelNames: GROUP_LABELS,
    ...common,
  });

  /** Sets all of them. */
  async function evaluateAll(): Promise<void> {
    for (const gauge of [currentOffset, lagTotal, partitionLag, groupStatus, partitionStatus]) {
      gauge.reset();
    }
    for (const gauge of [partitionOffset, secondsBehind, secondsToClear]) gauge.reset();
    await inTurns(storage.groups, (group) => {
      const { status, totalLag, partitions, pace } = evaluator.status(group);
      if (status === "NOTFOUND") return;
      const labels = { cluster, consumer_group: group };
      lagTotal.set(labels, totalLag);
      if (pace !== undefined) secondsBehind.set(labels, pace.secondsBehind);
      if (pace?.secondsToClear !== undefined) secondsToClear.set(labels, pace.secondsToClear);
      groupStatus.set(labels, SEVERITY[status]);
      for (const { topic, partition, status, end, currentLag, complete } of partitions) {
        const partitionLabels = { ...labels, partition, topic };
        partitionLag.set(partitionLabels, currentLag);
        if (complete < 1) continue;
        currentOffset.set(partitionLabels, end!.offset);
        partitionStatus.set(partitionLabels, SEVERITY[status]);
      }
    });
    await inTurns(storage.topics, (topic) => {
      // It may have been deleted meanwhile.
      storage.logEnds(topic)?.forEach((offset, partition) => {
        if (offset !== undefined) partitionOffset.set({ cluster, partition, topic }, offset);
      });
    });
  }
}
