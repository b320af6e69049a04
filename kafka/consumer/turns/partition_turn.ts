import type { FetchedBatch } from "../fetched_batch.ts";
import type { Turn } from "../../in_turns.ts";
import type { AssignedPosition, PartitionFeed } from "../partition_feed.ts";

/** Options of {@linkcode PartitionTurn}. */
export interface TurnOptions<P extends AssignedPosition> {
  feed: PartitionFeed<P>;
  signal: AbortSignal;
  halt: AbortSignal;
  /** How long the event loop is held, by the turns of all partitions. */
  hold: Turn;
  /** The position has moved: what it has passed is to be committed, and makes room in the store. */
  moved(): void;
  /** Whether other partitions wait for their turn. */
  areOthersWaiting(): boolean;
}

/** A partition's turn to be worked on, and what there is of it meanwhile. */
export class PartitionTurn<P extends AssignedPosition> {
  /** Aborted when the partition is taken away: whatever comes later moves nothing. */
  readonly signal: AbortSignal;
  /** Aborted when nothing more is to be begun: at a pause, a rebalance and the end. */
  readonly halt: AbortSignal;
  /** How long the event loop is held, by the turns of all partitions: who works for long passes it on. */
  readonly hold: Turn;
  readonly #options: TurnOptions<P>;

  constructor(options: TurnOptions<P>) {
    this.#options = options;
    this.signal = options.signal;
    this.halt = options.halt;
    this.hold = options.hold;
  }

  /** Whether other partitions wait, so that this turn should come to its end. */
  get areOthersWaiting(): boolean {
    return this.#options.areOthersWaiting();
  }

  /** Whether nothing more is fetched until the position has moved. */
  get isFull(): boolean {
    return this.#options.feed.isFull;
  }

  /**
   * What is in store from an offset on, which the position has not reached yet: the rest of a slice.
   * `undefined` when nothing is, or the log goes on elsewhere once all before is processed.
   */
  from(offset: number): FetchedBatch | undefined {
    return this.#options.feed.from(offset);
  }

  /** Settles when more comes into the store. */
  more(): Promise<void> {
    return this.#options.feed.more();
  }

  /** The position has moved, and the turn goes on. */
  moved(): void {
    this.#options.moved();
  }
}
