import type { Buffer } from "node:buffer";

/** A header to write; text is written in UTF-8. */
export type OutgoingHeader = readonly [name: string, value: Buffer | string | null];

/** A record to write to a partition; text is written in UTF-8. */
export interface OutgoingRecord {
  key: Buffer | string | null;
  value: Buffer | string | null;
  /** In their order; a name can occur more than once. */
  headers?: readonly OutgoingHeader[];
  partition: number;
  /** ms since the Unix epoch; absent: now. */
  timestamp?: number;
}
