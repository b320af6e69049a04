/**
 * What a topic's page reads.
 *
 * @module
 */
import { type GroupRow, groupRows, troubleOf } from "../../live/group_trouble.ts";
import type { TopicDetail } from "../../../../kafka/admin/topics/topic_detail.ts";
import type { Console } from "../console.ts";

/** A topic, and what flows through it. */
export interface TopicState {
  topic: TopicDetail;
  /** Records that come in a second. */
  perSecond?: number;
  /** The groups that read it, with their lag in it, the worst first. */
  groups: GroupRow[];
}

/** @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
export async function readTopic(
  { cluster, sampler }: Console,
  name: string,
): Promise<TopicState> {
  const topic = await cluster.topic(name);
  const { groups, rates, verdicts } = sampler.latest;
  const readers = (groups?.value?.groups ?? []).filter(({ topics }) => topics.includes(name));
  const here = readers.map((group) => {
    const lags = group.lags.filter(({ topic }) => topic === name);
    return { ...group, lags, totalLag: lags.reduce((sum, { lag }) => sum + lag, 0) };
  });
  return {
    topic,
    perSecond: rates.get(topic.name),
    groups: groupRows(here, sampler.lagWatch, verdicts?.value)
      .sort((a, b) => troubleOf(b) - troubleOf(a)),
  };
}
