import { clusterView, type TopicView } from "../../kafka/admin/cluster_view.ts";
import { topicSizes } from "../../kafka/admin/topics/topic_sizes.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { isInternalTopic } from "../../kafka/names.ts";
import { UsageError } from "../cli/invocation/command.ts";
import { count } from "../cli/terminal/terminal.ts";
import { findTopic } from "../cli/topic_lookup.ts";

/** Topics that are to lose what they hold. */
export interface DoomedTopics {
  topics: TopicView[];
  /** What they hold, for the question: `orders (6 partitions, 1,204 records)`. */
  words: string;
}

/**
 * The topics of these names, all of them found before anything is done to one.
 *
 * @throws {UsageError} for none; {Error} for one that there is not, or that is Kafka's own.
 */
export async function doomedTopics(
  brokers: Brokers,
  names: readonly string[],
): Promise<DoomedTopics> {
  if (names.length === 0) throw new UsageError("Name a topic");
  const own = names.find(isInternalTopic);
  if (own) throw new Error(`Cannot touch ${own}: Kafka keeps it for itself`);
  const view = clusterView(await brokers.metadata(null));
  const topics = [...new Set(names)].map((name) => findTopic(view, name));
  const sizes = await topicSizes(brokers, { ...view, topics });
  const words = topics.map(({ name, partitions }) => {
    const records = count(sizes.get(name)!.records, "record");
    return `${name} (${count(partitions.length, "partition")}, ${records})`;
  });
  return { topics, words: words.join(", ") };
}
