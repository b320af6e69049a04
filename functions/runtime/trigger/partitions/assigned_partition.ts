import { lagOf } from "../../../../kafka/admin/groups/lag.ts";
import type { Committed } from "../../../../kafka/consumer/committed_offsets.ts";
import type { AssignedPosition } from "../../../../kafka/consumer/partition_feed.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { encodeLedger } from "../../ledger/ledger_metadata.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";

/** What this process remembers of a partition, whether or not it is assigned just now. */
export interface Remembered {
  ledger: PartitionLedger;
  /** The offset after the last one that was given to the handler here. */
  delivered: number;
  /** The id of the topic when it was last read: one that is made again has another. */
  topicId?: string;
}

/** A partition while it is assigned to this member. */
export class AssignedPartition implements AssignedPosition {
  readonly topic: string;
  readonly partition: number;
  readonly #remembered: Remembered;
  /** The offset committed last. */
  committed: number;
  /** Records behind the position that are finished already, and whether they were passed by. */
  readonly ahead = new Map<number, boolean>();
  next?: () => KafkaRecord | undefined;
  #highWatermark: number | undefined;
  #lastStableOffset: number | undefined;

  constructor(remembered: Remembered, { topic, partition, offset }: Committed) {
    this.topic = topic;
    this.partition = partition;
    this.#remembered = remembered;
    this.committed = offset;
  }

  /** The reckoning of this partition. */
  get ledger(): PartitionLedger {
    return this.#remembered.ledger;
  }

  get topicId(): string | undefined {
    return this.#remembered.topicId;
  }

  set topicId(id: string | undefined) {
    this.#remembered.topicId = id;
  }

  /** Offset of the next record to process. */
  get position(): number {
    return this.ledger.state.position;
  }

  /** The log's high watermark when it was last heard of; `undefined` before that. */
  get highWatermark(): number | undefined {
    return this.#highWatermark;
  }

  /** The log's last stable offset, likewise: the records behind it are of transactions still open. */
  get lastStableOffset(): number | undefined {
    return this.#lastStableOffset;
  }

  /** How many records can be read from the position on; `undefined` while that is not known. */
  get lag(): number | undefined {
    return lagOf(this.position, this.#lastStableOffset);
  }

  /**
   * How old the oldest record is that is not processed, in seconds: by its timestamp, which its producer
   * may have made up; `undefined` while that is not known.
   */
  lagSeconds(now = Date.now()): number | undefined {
    if (this.lag === 0) return 0;
    const next = this.next?.();
    if (next === undefined) return undefined;
    return Math.max(0, (now - Number(next.timestamp)) / 1_000);
  }

  /** The offset after the last record that was given to the handler here. */
  get delivered(): number {
    return this.#remembered.delivered;
  }

  /** The ledger as it is committed beside the position. */
  metadata(): string {
    return encodeLedger(this.ledger);
  }

  /** Notes where the log ends. */
  noteEnds(highWatermark: number, lastStableOffset: number): void {
    this.#highWatermark = highWatermark;
    this.#lastStableOffset = lastStableOffset;
  }

  /** Notes that records up to this one were given to the handler. */
  noteDelivered(offset: number): void {
    if (offset >= this.#remembered.delivered) this.#remembered.delivered = offset + 1;
  }

  /** Goes on where the log does, which has dropped the position, or begun anew. */
  jump(offset: number): void {
    const { ledger } = this.#remembered;
    this.ahead.clear();
    if (offset < this.position) this.#remembered.delivered = 0;
    // Nothing was ever committed of a partition that was added: it begins where its log does.
    if (this.committed < 0 && ledger.isUnused) {
      this.#remembered.ledger = new PartitionLedger({ position: offset });
    } else ledger.jump(offset);
  }
}
