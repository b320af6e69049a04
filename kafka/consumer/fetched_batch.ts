import type { KafkaRecord } from "../record/record.ts";
import type { TopicPartition } from "../topic_partition.ts";

/** What was fetched of a partition; it can be no record at all, behind which the log goes on. */
export interface FetchedBatch extends TopicPartition {
  records: readonly KafkaRecord[];
  /**
   * The offset to go on at when all records are processed. Before it can be more that are not
   * delivered: markers of transactions, records of aborted ones, and what compaction has removed.
   */
  next: number;
}
