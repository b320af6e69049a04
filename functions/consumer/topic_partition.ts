/** A partition of a topic. */
export interface TopicPartition {
  topic: string;
  partition: number;
}

/** Names a partition, as a key of maps. */
export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
