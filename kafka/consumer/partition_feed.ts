import type { LogRecord } from "../protocol/records/record_batch.ts";
import type { KafkaRecord } from "../record/record.ts";
import type { TopicPartition } from "../topic_partition.ts";
import type { FetchedBatch } from "./fetched_batch.ts";

/** How much of a partition is fetched ahead, in bytes as they were sent: its next slice and one more. */
export const AHEAD_BYTES = 2 * 1024 * 1024;

/** A partition while it is assigned to this member. */
export interface AssignedPosition extends TopicPartition {
  /** Offset of the next record to process. */
  readonly position: number;
  /** The offset committed last; the membership keeps it. */
  committed: number;
  /** The id of the topic that the position is in, which is another one when it is made again. */
  topicId: string | undefined;
  /** The record at the position, if it is in store; set by what stores it. */
  next?: () => KafkaRecord | undefined;
  /** What to commit, where that is not the position: as long as it is `committed`, nothing is. */
  readonly toCommit?: number;
  /** What is committed beside the position. */
  metadata(): string;
  /** The log goes on at another offset: it has dropped the position, or was made again. */
  jump(offset: number): void;
  /** Where the log ends, and where the first transaction begins that is open: up to it one may read. */
  noteEnds(highWatermark: number, lastStableOffset: number): void;
}

/** A part of a partition's log, as it was fetched. */
export interface Slice {
  records: readonly LogRecord[];
  next: number;
  /** As it was sent, roughly. */
  bytes: number;
}

/** What is in store of a partition: a slice, with its records as they are processed; or a jump. */
type Stored = Slice & { own?: KafkaRecord[] } | {
  jump: number;
  topicId: string | undefined;
  bytes: 0;
};

/**
 * A partition's records between fetching and processing: what was fetched ahead, in its order. Where
 * the log goes on elsewhere, what was fetched before it is processed first.
 */
export class PartitionFeed<P extends AssignedPosition> {
  readonly partition: P;
  /** The broker to fetch from; `undefined` until it is looked for. */
  leader: number | undefined;
  /** Why nothing can be fetched; `undefined` when all is well. */
  trouble: string | undefined;
  /** What processing failed with last; `undefined` when all is well. */
  failure: string | undefined;
  /** The id of the topic that is fetched from; `undefined` until it is known. */
  topicId: string | undefined;
  readonly #aheadBytes: number;
  #stored: Stored[] = [];
  #bytes = 0;
  #next: number;
  #more: PromiseWithResolvers<void> | undefined;

  /** @param aheadBytes how much may be in store, as it was sent; a slice is always taken whole. */
  constructor(partition: P, aheadBytes = AHEAD_BYTES) {
    this.partition = partition;
    this.#aheadBytes = aheadBytes;
    this.topicId = partition.topicId;
    this.#next = partition.position;
    partition.next = () => this.from(partition.position)?.records.at(0);
  }

  /** The offset to fetch next. */
  get next(): number {
    return this.#next;
  }

  /** What is in store, in bytes as they were sent. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is no room for more in the store. */
  get isFull(): boolean {
    return this.#bytes >= this.#aheadBytes;
  }

  /** Settles when more comes into the store. */
  more(): Promise<void> {
    return (this.#more ??= Promise.withResolvers()).promise;
  }

  /** Takes in what was fetched at {@linkcode next}. */
  take(slice: Slice): void {
    this.trouble = undefined;
    if (slice.next === this.#next) return;
    this.#stored.push(slice);
    this.#bytes += slice.bytes;
    this.#next = slice.next;
    this.#more?.resolve();
    this.#more = undefined;
  }

  /** It is known for the first time which topic the position is in. */
  begin(topicId: string): void {
    this.topicId = this.partition.topicId = topicId;
  }

  /** Goes on at another offset, maybe of a new topic, once what was fetched before is processed. */
  jump(offset: number, topicId = this.topicId): void {
    this.#stored.push({ jump: offset, topicId, bytes: 0 });
    this.#next = offset;
    this.topicId = topicId;
  }

  /** Goes on at another offset at once. */
  skip(offset: number): void {
    this.clear();
    this.trouble = undefined;
    this.failure = undefined;
    this.jump(offset);
  }

  /** Goes on at another offset now: what is in store is of no use. */
  seek(offset: number): void {
    this.partition.jump(offset);
    this.clear();
  }

  /** What to process next, from the partition's position on; `undefined` when nothing is in store. */
  first(): FetchedBatch | undefined {
    const { partition } = this;
    while (this.#stored.length > 0) {
      const [head] = this.#stored;
      if ("jump" in head) {
        partition.jump(head.jump);
        partition.topicId = head.topicId;
      } else if (partition.position < head.next) {
        return this.#rest(head, partition.position);
      }
      this.#stored.shift();
      this.#bytes -= head.bytes;
    }
  }

  /** Forgets what the position has passed. */
  release(): void {
    while (this.#stored.length > 0) {
      const [head] = this.#stored;
      if ("jump" in head || this.partition.position < head.next) return;
      this.#stored.shift();
      this.#bytes -= head.bytes;
    }
  }

  /**
   * What is in store from an offset on, at the position or behind it: the rest of a slice. `undefined`
   * when nothing is, or the log goes on elsewhere once all before is processed.
   */
  from(offset: number): FetchedBatch | undefined {
    for (const stored of this.#stored) {
      if ("jump" in stored) return undefined;
      if (offset < stored.next) return this.#rest(stored, offset);
    }
  }

  #rest(slice: Slice & { own?: KafkaRecord[] }, offset: number): FetchedBatch {
    const { topic, partition } = this.partition;
    slice.own ??= slice.records.map((record) => toRecord(topic, partition, record));
    return { topic, partition, records: from(slice.own, offset), next: slice.next };
  }

  /** Forgets what is in store: it is fetched again. */
  clear(): void {
    this.#stored = [];
    this.#bytes = 0;
    this.#next = this.partition.position;
    if (this.topicId === this.partition.topicId) return;
    // That the topic was made again is found out again with its leader.
    this.topicId = this.partition.topicId;
    this.leader = undefined;
  }
}

/** Field by field, as it runs for every record. */
function toRecord(
  topic: string,
  partition: number,
  { offset, timestamp, key, value, headers }: LogRecord,
): KafkaRecord {
  return { topic, partition, offset, timestamp, key, value, headers };
}

/** The records from an offset on; all of them as a rule, as a slice is processed in one go. */
function from(records: KafkaRecord[], position: number): KafkaRecord[] {
  const index = records.findIndex(({ offset }) => offset >= position);
  return index === 0 ? records : index < 0 ? [] : records.slice(index);
}
