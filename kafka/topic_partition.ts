/** A partition of a topic. */
export interface TopicPartition {
  topic: string;
  partition: number;
}

/** Names a partition, as a key of maps. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** Orders by topic and partition, for `sort`. */
export function comparePartitions(a: TopicPartition, b: TopicPartition): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}

/** Partitions in the form in which Kafka's requests name them: topic by topic. */
export function byTopic<P extends TopicPartition, T>(
  partitions: readonly P[],
  map: (partition: P) => T,
): { name: string; partitions: T[] }[] {
  return [...Map.groupBy(partitions, ({ topic }) => topic)]
    .map(([name, of]) => ({ name, partitions: of.map(map) }));
}
