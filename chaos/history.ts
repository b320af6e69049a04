/**
 * What happened in a run, as the clients saw it: what was sent, what was polled, and what the log holds.
 * The verdict is computed from this alone.
 *
 * @module
 */

/** What became of a record that was sent. */
export type Outcome =
  /** Kafka acknowledged it, with its offset. */
  | "acknowledged"
  /** Nobody knows: no answer in time, or one that leaves it open. It may be in the log or not. */
  | "unknown"
  /** Kafka refused it, each time that it was tried: it must not be in the log. */
  | "rejected";

/** A record that was sent. */
export interface Sent {
  /** Tells it from every other record: its key, and its number among those of its key. */
  id: string;
  key: string;
  /** Its number among those of its key, in the order of sending, from 0. */
  sequence: number;
  partition: number;
  outcome: Outcome;
  /** Where it was acknowledged. */
  offset?: number;
  /** How often it was sent again because nobody knew whether it was written: it may be there as often. */
  resent?: number;
  /** When it was sent, and when its outcome was known: ms since the run began. */
  sentAt: number;
  settledAt: number;
}

/** A record where it was found: in the log, or by a consumer. */
export interface Found {
  partition: number;
  offset: number;
  id: string;
}

/** A record in the log, as it was read back at the end. */
export interface Logged extends Found {
  key: string;
  sequence: number;
}

/** A member of the group was assigned partitions, and where it goes on in each. */
export interface Assigned {
  kind: "assigned";
  member: string;
  /** ms since the run began. */
  at: number;
  positions: [partition: number, offset: number][];
}

/** A member of the group was handed records of one partition. */
export interface Polled {
  kind: "polled";
  member: string;
  /** ms since the run began. */
  at: number;
  partition: number;
  records: [offset: number, id: string][];
}

/** What a member of the group tells, in its order. */
export type ConsumerEvent = Assigned | Polled;

/** What a function made of the load: outputs and dead letters, by the ids of the records they came of. */
export interface Passage {
  /** The function's name. */
  name: string;
  /** What it wrote, of each partition in its order; absent, where it has no output. */
  outputs?: readonly Logged[];
  letters: readonly Logged[];
  /** The partitions, and up to where it has committed each of them. */
  committed: readonly [partition: number, offset: number][];
}

/** All that the clients saw. */
export interface History {
  sent: readonly Sent[];
  /** Of all members, each one's in its order. */
  consumed: readonly ConsumerEvent[];
  /** The whole log, of each partition in its order. */
  log: readonly Logged[];
  /** The functions that the load passed through. */
  passages?: readonly Passage[];
}
