import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** Sees what was delivered, after it was. */
export interface RecordObserver {
  /** A record was handled or put away. It is called for each, so it must be quick. */
  delivered(record: KafkaRecord): void;
  /** No more records of this batch. */
  batchEnded(): void;
}
