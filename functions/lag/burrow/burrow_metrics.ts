/**
 * The metrics under Burrow's names, and those of lag in time, which Burrow does not have. They are computed
 * when Prometheus asks, in turns: a large cluster has ten thousand groups.
 *
 * @module
 */
import type { Registry } from "prom-client";
import { inTurns } from "../../../kafka/in_turns.ts";
import { PassingGauge, type Sample } from "../../runtime/http/health/passing_gauge.ts";
import type { Evaluator, GroupStatus, PartitionStatus } from "../evaluation/evaluator.ts";
import type { Storage } from "../storage/storage.ts";
import { SEVERITY } from "../evaluation/verdict.ts";

/** Options of {@linkcode measureLag}. */
export interface LagMetricsOptions {
  cluster: string;
  storage: Pick<Storage, "groups" | "topics" | "logEnds">;
  evaluator: Pick<Evaluator, "status">;
}

/** Registers the metrics of groups, of what they read, and of topics. */
export function measureLag(registry: Registry, options: LagMetricsOptions): void {
  const { cluster, storage } = options;
  const registers = [registry];
  const statuses = evaluatedOnce(options);
  const gauge = (
    name: string,
    help: string,
    samplesOf: (status: GroupStatus, labels: GroupLabels) => Iterable<Sample>,
  ) =>
    new PassingGauge({
      ...{ name, help, registers },
      samples: async (scrape) => {
        const all = await statuses(scrape);
        return all.values().flatMap((status) =>
          samplesOf(status, { cluster, consumer_group: status.group })
        );
      },
    });

  gauge(
    "burrow_kafka_consumer_current_offset",
    "Latest offset that Burrow is storing for this partition",
    ({ partitions }, group) =>
      partitions.values().filter(isComplete)
        .map((one) => ({ labels: partitionLabels(group, one), value: one.end!.offset })),
  );
  gauge(
    "burrow_kafka_consumer_lag_total",
    "The sum of all partition current lag values for the group",
    ({ totalLag }, labels) => [{ labels, value: totalLag }],
  );
  gauge(
    "burrow_kafka_consumer_partition_lag",
    "Number of messages the consumer group is behind by for a partition as reported by Burrow",
    ({ partitions }, group) =>
      partitions.values()
        .map((one) => ({ labels: partitionLabels(group, one), value: one.currentLag })),
  );
  gauge(
    "burrow_kafka_consumer_status",
    "The status of the consumer group. It is calculated from the highest status for the " +
      "individual partitions. Statuses are an index list from NOTFOUND, OK, WARN, or ERR",
    ({ status }, labels) => [{ labels, value: SEVERITY[status] }],
  );
  new PassingGauge({
    name: "burrow_kafka_topic_partition_offset",
    help: "Latest offset the topic that Burrow is storing for this partition",
    registers,
    samples: () => Promise.resolve(logEnds(cluster, storage)),
  });
  gauge(
    "burrow_kafka_topic_partition_status",
    "The status of topic partition. It is calculated from the highest status for the " +
      "individual partitions. Statuses are an index list from OK, WARN, STOP, STALL, REWIND",
    ({ partitions }, group) =>
      partitions.values().filter(isComplete)
        .map((one) => ({ labels: partitionLabels(group, one), value: SEVERITY[one.status] })),
  );
  gauge(
    "instigator_group_seconds_behind",
    "For how long the next record of the group's worst partition has been in the log; " +
      "at least so long where it was there when the monitor first looked",
    ({ pace }, labels) => pace === undefined ? [] : [{ labels, value: pace.secondsBehind }],
  );
  gauge(
    "instigator_group_seconds_to_clear",
    "When the group will have no lag at the pace of the last minute; +Inf: never",
    ({ pace }, labels) =>
      pace?.secondsToClear === undefined ? [] : [{ labels, value: pace.secondsToClear }],
  );
}

interface GroupLabels extends Record<string, string> {
  cluster: string;
  consumer_group: string;
}

function partitionLabels(group: GroupLabels, { partition, topic }: PartitionStatus) {
  return { ...group, partition, topic };
}

function isComplete({ complete }: PartitionStatus): boolean {
  return complete >= 1;
}

/** The status of all groups that there are, evaluated by one pass an answer, in turns. */
function evaluatedOnce({ storage, evaluator }: LagMetricsOptions) {
  const passes = new WeakMap<object, Promise<GroupStatus[]>>();
  return (scrape: object): Promise<GroupStatus[]> => {
    const pass = passes.get(scrape) ?? evaluateAll();
    passes.set(scrape, pass);
    return pass;
  };

  async function evaluateAll(): Promise<GroupStatus[]> {
    const all: GroupStatus[] = [];
    await inTurns(storage.groups, (group) => {
      const status = evaluator.status(group);
      if (status.status !== "NOTFOUND") all.push(status);
    });
    return all;
  }
}

function* logEnds(cluster: string, storage: LagMetricsOptions["storage"]): Generator<Sample> {
  for (const topic of storage.topics) {
    // It may have been deleted meanwhile.
    for (const [partition, offset] of (storage.logEnds(topic) ?? []).entries()) {
      if (offset !== undefined) yield { labels: { cluster, partition, topic }, value: offset };
    }
  }
}
