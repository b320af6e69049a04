import type { Batch } from "../client/kafkajs.ts";
import type { KafkaRecord } from "../record/record.ts";
import type { TopicPartition } from "../topic_partition.ts";
import { toRecord } from "./kafkajs_record.ts";

/** What was fetched of a partition: one record at least. */
export interface FetchedBatch extends TopicPartition {
  records: readonly KafkaRecord[];
  /** The last offset of the batch, which can be a marker's that ends a transaction. */
  lastOffset: number;
  /** The high watermark when it was fetched: offset of the next record to be written. */
  highWatermark: number;
}

/** A batch that kafkajs has fetched. */
export function toFetchedBatch(batch: Batch): FetchedBatch {
  const { topic, partition, messages, highWatermark } = batch;
  return {
    topic,
    partition,
    records: messages.map((message) => toRecord(batch, message)),
    lastOffset: Number(batch.lastOffset()),
    highWatermark: Number(highWatermark),
  };
}
