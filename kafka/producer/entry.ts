/**
 * What is handed to the lanes: records, where they come from, and who is told what becomes of them.
 *
 * @module
 */
import type { OutgoingRecord } from "./outgoing_record.ts";
import type { DeliveryWatch } from "./partition_sender.ts";
import type { SendError } from "./send_error.ts";

/** What lanes send by, such as {@linkcode Sender}. */
export interface Deliverer {
  /** Writes records to one partition in their order; resolves to the offset of the first one. */
  deliver(topic: string, records: OutgoingRecord[], watch: DeliveryWatch): Promise<bigint>;
  /**
   * Settles when a batch to the partition would not have to wait for others: until then it can gather
   * more records. `undefined`, or no such method, where that is so now.
   */
  turn?(topic: string, partition: number): Promise<void> | undefined;
}

/** Where records come from: HTTP clients, or a run. */
export interface Source {
  /** For how long its records are tried, in ms; absent: until they are acknowledged. */
  readonly deliveryTimeoutMs?: number;
  /** Whether nobody waits for its records any more. */
  cancelled: boolean;
  /** What marks its records in one more partition. */
  marker(): Marker;
}

/**
 * Marks the records of a source in one partition, such as by numbers that have no gap. What is sent
 * again is marked again, and must get the same marks.
 */
export interface Marker {
  /** A batch is to be marked: after the last one that was acknowledged. */
  begin(): void;
  /** The record as it is sent. @param time when it was taken in, in µs since the Unix epoch. */
  mark(record: OutgoingRecord, time: number): OutgoingRecord;
  /** What was marked is written. */
  acknowledged(): void;
  /** Records were given up that may have been written or not. */
  renew(): void;
}

/** Is told what became of each record that was handed over. */
export interface Receipt {
  acknowledged(index: number, partition: number, offset: number): void;
  failed(index: number, partition: number, error: SendError): void;
  /** It is not written yet, and goes on being tried. */
  delayed?(partition: number, error: SendError): void;
}

/** A record on its way. */
export interface Entry {
  record: OutgoingRecord;
  /** About what it takes up in a batch, in bytes. */
  bytes: number;
  /** When it was taken in, in µs since the Unix epoch. */
  time: number;
  source: Source;
  receipt: Receipt;
  /** Which one of its receipt's records it is. */
  index: number;
}
