/**
 * Records as functions take and give them.
 *
 * @module
 */
import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** A record as a handler gets it. */
export interface InputRecord<V> {
  topic: string;
  partition: number;
  offset: number;
  /** ms since the Unix epoch, as its producer or the broker said. */
  timestamp: number;
  /** As text; `null` where it has none. */
  key: string | null;
  value: V;
  /** The last value of each name, as text. All of them, as bytes, are in `raw`. */
  headers: ReadonlyMap<string, string | null>;
  /** The record as Kafka keeps it. */
  raw: KafkaRecord;
}

/** A record that a function gives. */
export interface OutputRecord {
  /** Where to; the definition's `output` unless it says otherwise. */
  topic?: string;
  /** Chosen by the key unless it says otherwise. */
  partition?: number;
  key?: string | Uint8Array | null;
  /** Text and bytes as they are, `null` or nothing as a tombstone, all else as JSON. */
  value?: unknown;
  headers?:
    | Readonly<Record<string, string | Uint8Array | null>>
    | readonly (readonly [name: string, value: string | Uint8Array | null])[];
  /** ms since the Unix epoch; now, unless it says otherwise. */
  timestamp?: number;
}

/** Where a record was written. */
export interface Receipt {
  topic: string;
  partition: number;
  offset: number;
}
