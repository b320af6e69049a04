import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { Caller } from "./caller.ts";

/** How often a record that fails is tried. */
export interface RetryRules {
  /** Calls in all for a record that stands alone. */
  attempts: number;
  /** The pause before the second of them, in ms; doubled before each further one, up to a minute. */
  backoff: number;
  /** A record older than this, in ms, is not tried again; without it any is. */
  maxAge?: number;
}

/** How much a call gets. */
export interface BatchRules {
  records: number;
  /** Of keys and values; one record is always given. */
  bytes: number;
  /** How long to wait for a batch to fill, from its first record on, in ms. */
  window: number;
}

/** How records are delivered to what handles them; a function's definition has the same parts. */
export interface DeliveryOptions {
  /** The function's name. */
  name: string;
  caller: Caller;
  /** Whether a call gets a batch; else it gets one record, and `batch` does not matter. */
  isBatch: boolean;
  batch: BatchRules;
  /** What may not overtake what: records of a partition, those of a key, or none. */
  ordering: "partition" | "key" | "none";
  /** Calls at once for a partition, unless its order is to be kept; 1. */
  concurrency?: number;
  retries: RetryRules;
  /** How long a call may take, in ms, until its signal is aborted and it counts as failed. */
  timeout: number;
  /** Which records are wanted; others are passed by. */
  filter?: (record: KafkaRecord) => boolean;
  letters: LetterBox;
}

/** How the records of a function are delivered that wants nothing special: one by one, as they come. */
export const ONE_BY_ONE = {
  isBatch: false,
  batch: { records: 1, bytes: 2 ** 30, window: 0 },
  ordering: "partition",
  retries: { attempts: 4, backoff: 100 },
  timeout: 30_000,
} as const satisfies Partial<DeliveryOptions>;

/** A record that is to be put away. */
export interface Letter {
  record: KafkaRecord;
  /** What it failed with last. */
  error: Error;
  /** In how many calls it was. */
  attempts: number;
}

/** Where records go that cannot be handled. */
export interface LetterBox {
  /** Whether those of a topic are kept; else they are passed by. */
  takes(source: string): boolean;
  /** @throws when it is not written. */
  send(letter: Letter): Promise<void>;
}

/** A record that can neither be handled nor be put away; its partition waits for it. */
export interface HeldRecord extends TopicPartition {
  offset: number;
  /** Why it cannot be handled, and why it cannot be put away. */
  reason: string;
}
