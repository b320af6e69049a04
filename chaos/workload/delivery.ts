/**
 * How the load's records get to Kafka, and what is told of each.
 *
 * @module
 */
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import type { Outcome } from "../history.ts";

/** What became of a record. */
export interface Delivered {
  outcome: Outcome;
  /** Where it was acknowledged. */
  offset?: number;
  /** How often it was sent again while it may have been written already. */
  resent?: number;
}

/** A way to Kafka. */
export interface Delivery {
  /** Sends records, and tells of each what became of it within `timeout` ms. */
  deliver(
    topic: string,
    records: readonly OutgoingRecord[],
    timeout: number,
  ): Promise<readonly Delivered[]>;
  close(): Promise<void>;
}
