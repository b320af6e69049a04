/**
 * What a group's page reads.
 *
 * @module
 */
import { type LagPace, worstPace } from "../../../../kafka/admin/groups/lag_pace.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { GroupDetail } from "../../../../kafka/admin/groups/group_detail.ts";
import { groupSeries, lagSeries } from "../../live/memory/series.ts";
import type { LagLines } from "../../live/rates/lag_lines.ts";
import type { Evaluation } from "../../sources/burrow.ts";
import type { ChartLine } from "../../web/chart.tsx";
import type { Console } from "../console.ts";

/** A group, and what is known of its lag. */
export interface GroupState {
  group: GroupDetail;
  /** Burrow's, if it answers and knows the group. */
  evaluation?: Evaluation;
  lagLines: ChartLine[];
  /** How far behind it is in time, in all and in a partition. */
  pace?: LagPace;
  paceOf(partition: TopicPartition): LagPace | undefined;
}

/** @throws {KafkaError} GROUP_ID_NOT_FOUND. */
export async function readGroup(
  { cluster, burrow, sampler }: Console,
  name: string,
): Promise<GroupState> {
  const [group, evaluation] = await Promise.all([
    cluster.group(name),
    // Without Burrow's answer the page lacks its verdicts, and nothing else.
    burrow?.evaluate(name).catch(() => undefined),
  ]);
  const paceOf = (partition: TopicPartition) => sampler.lagWatch.of(name, partition);
  return {
    group,
    evaluation,
    lagLines: lagChart(group, sampler.lagLines),
    pace: worstPace(group.offsets.flatMap((row) => paceOf(row) ?? [])),
    paceOf,
  };
}

/** The lag of the partitions that have the most of it, and of all of them where there are more. */
function lagChart({ group, offsets }: GroupDetail, lagLines: LagLines): ChartLine[] {
  const lags = offsets.flatMap(({ topic, partition, lag }) =>
    lag === undefined ? [] : { topic, partition, lag }
  );
  const lines = lagLines.watch(group, lags).map((lag) => ({
    series: lagSeries(group, lag),
    label: `${lag.topic}/${lag.partition}`,
  }));
  return lines.length === 1 ? lines : [{ series: groupSeries(group), label: "total" }, ...lines];
}
