import type { BatchRecord } from "../protocol/records/write_batch.ts";

/** A header to write; text is written in UTF-8. */
export type OutgoingHeader = BatchRecord["headers"][number];

/** A record to write to a partition; text is written in UTF-8. */
export interface OutgoingRecord extends Omit<BatchRecord, "headers"> {
  /** In their order; a name can occur more than once. */
  headers?: readonly OutgoingHeader[];
  partition: number;
}
