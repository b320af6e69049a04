/**
 * The series that charts are drawn from: their names, and their newest figures.
 *
 * @module
 */
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { Sample } from "./sample.ts";

/** The series of the overview's charts. */
export const OVERVIEW_SERIES = {
  recordsIn: "in",
  recordsOut: "out",
  p50: "p50",
  p99: "p99",
  totalLag: "lag",
} as const;

/** The series of a topic's records a second. */
export function topicSeries(topic: string): string {
  return `topic:${topic}`;
}

/** The series of a group's total lag. */
export function groupSeries(group: string): string {
  return `group:${group}`;
}

/** The series of a group's lag in a partition. A topic's name has no colon. */
export function lagSeries(group: string, { topic, partition }: TopicPartition): string {
  return `lag:${group}:${topic}/${partition}`;
}

/** The newest figures of all series but those of single partitions. */
export function* figures(sample: Sample): Generator<[series: string, value: number]> {
  if (sample.recordsIn !== undefined) yield [OVERVIEW_SERIES.recordsIn, sample.recordsIn];
  if (sample.recordsOut !== undefined) yield [OVERVIEW_SERIES.recordsOut, sample.recordsOut];
  const latency = sample.consumer?.value?.recentLatency;
  if (latency && latency.count > 0) {
    yield [OVERVIEW_SERIES.p50, latency.p50];
    yield [OVERVIEW_SERIES.p99, latency.p99];
  }
  for (const [topic, rate] of sample.rates) yield [topicSeries(topic), rate];
  const groups = sample.groups?.value?.groups;
  if (groups === undefined) return;
  const total = groups.reduce((sum, { totalLag }) => sum + totalLag, 0);
  yield [OVERVIEW_SERIES.totalLag, total];
  for (const { group, totalLag } of groups) yield [groupSeries(group), totalLag];
}
