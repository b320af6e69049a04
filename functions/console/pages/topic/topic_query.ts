/**
 * What a topic's page reads.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import type { TopicDetail } from "../../../../kafka/admin/topic_detail.ts";
import type { Console } from "../console.ts";

/** A topic, and what flows through it. */
export interface TopicState {
  topic: TopicDetail;
  /** Records that come in a second. */
  perSecond?: number;
  /** The groups that have committed offsets of it. */
  groups: GroupSummary[];
}

/** @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
export async function readTopic(
  { cluster, sampler }: Console,
  name: string,
): Promise<TopicState> {
  const topic = await cluster.topic(name);
  const { groups, rates } = sampler.latest;
  return {
    topic,
    perSecond: rates.get(topic.name),
    groups: (groups?.value?.groups ?? []).filter(({ topics }) => topics.includes(topic.name)),
  };
}
