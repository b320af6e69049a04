import type { AssignedPosition } from "../../../../kafka/consumer/group_membership.ts";
import { encodeLedger } from "../../ledger/ledger_metadata.ts";
import type { Committed, LogEnds } from "../../../../kafka/admin/groups/group_offsets.ts";
import type { PartitionLedger } from "../../ledger/partition_ledger.ts";

/** What this process remembers of a partition, whether or not it is assigned just now. */
export interface Remembered {
  ledger: PartitionLedger;
  /** The offset after the last one that was given to the handler here. */
  delivered: number;
}

/** A partition while it is assigned to this member. */
export class AssignedPartition implements AssignedPosition {
  readonly topic: string;
  readonly partition: number;
  readonly #remembered: Remembered;
  /** The offset committed last. */
  committed: number;
  #highWatermark: number;

  constructor(remembered: Remembered, { offset }: Committed, { topic, partition, high }: LogEnds) {
    this.topic = topic;
    this.partition = partition;
    this.#remembered = remembered;
    this.committed = offset;
    this.#highWatermark = high;
  }

  /** The reckoning of this partition. */
  get ledger(): PartitionLedger {
    return this.#remembered.ledger;
  }

  /** Offset of the next record to process. */
  get position(): number {
    return this.ledger.state.position;
  }

  /** The log's high watermark when it was last heard of. */
  get highWatermark(): number {
    return this.#highWatermark;
  }

  /** How many records there are from the position on. */
  get lag(): number {
    return Math.max(this.#highWatermark - this.position, 0);
  }

  /** The ledger as it is committed beside the position. */
  metadata(): string {
    return encodeLedger(this.ledger);
  }

  /** Notes the high watermark, if it was heard of. */
  noteHighWatermark(offset: number | undefined): void {
    this.#highWatermark = offset ?? this.#highWatermark;
  }

  /** Notes that a record is delivered. Whether it was before, and its end not heard of. */
  noteDelivered(offset: number): boolean {
    const isAgain = offset < this.#remembered.delivered;
    if (!isAgain) this.#remembered.delivered = offset + 1;
    return isAgain;
  }

  /** Goes on where the log does, which has dropped the position, or begun anew below it. */
  jump(offset: number): void {
    if (offset < this.position) this.#remembered.delivered = 0;
    this.ledger.jump(offset);
  }
}
