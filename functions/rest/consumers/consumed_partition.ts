import type { AssignedPosition } from "../../../kafka/consumer/partition_feed.ts";
import type { TopicPartition } from "../../../kafka/topic_partition.ts";

/** Where a partition's records are to be read from. */
export interface Start {
  /** The offset committed last; -1: none. */
  committed: number;
  /** Where to go on; -1: where an instance begins that has no offset. */
  position: number;
}

/** A partition that an instance consumes. */
export class ConsumedPartition implements AssignedPosition {
  readonly topic: string;
  readonly partition: number;
  /** The offset committed last. */
  committed: number;
  topicId: string | undefined;
  /** Offset of the next record to answer with. */
  position: number;
  readonly #commitsItself: boolean;
  /** Up to where the client has what it asked for. */
  #acknowledged: number;

  /** @param commitsItself whether offsets are committed without being asked for it. */
  constructor({ topic, partition }: TopicPartition, start: Start, commitsItself: boolean) {
    this.topic = topic;
    this.partition = partition;
    this.committed = start.committed;
    this.position = start.position;
    this.#commitsItself = commitsItself;
    this.#acknowledged = start.committed;
  }

  /** What to commit: what has been answered with before the client came again. */
  get toCommit(): number {
    return this.#commitsItself ? this.#acknowledged : this.committed;
  }

  /** The client has come again, so that it has what it was answered with. */
  acknowledge(): void {
    if (this.position >= 0) this.#acknowledged = this.position;
  }

  metadata(): string {
    return "";
  }

  jump(offset: number): void {
    this.position = offset;
  }

  noteEnds(): void {}
}
