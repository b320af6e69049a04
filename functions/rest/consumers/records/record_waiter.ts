import type { PartitionTurn } from "../../../../kafka/consumer/turns/partition_turn.ts";
import type { Turn } from "../../../../kafka/in_turns.ts";
import type { ConsumedPartition } from "../consumed_partition.ts";
import type { GatheredRecords } from "./records_json.ts";

/** A partition whose records wait for a client to ask for them. */
interface Waiting {
  turn: PartitionTurn<ConsumedPartition>;
  done: () => void;
}

/** Hands the records that have come to the client that asks for them. */
export class RecordWaiter {
  readonly #waiting = new Map<ConsumedPartition, Waiting>();
  #arrived = Promise.withResolvers<void>();

  /** Has a partition wait, until a client has taken all of it that is in store, or its turn is over. */
  async offer(
    partition: ConsumedPartition,
    turn: PartitionTurn<ConsumedPartition>,
  ): Promise<void> {
    const { halt } = turn;
    if (halt.aborted) return;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const done = () => resolve();
    this.#waiting.set(partition, { turn, done });
    halt.addEventListener("abort", done);
    this.wake();
    await over;
    halt.removeEventListener("abort", done);
    this.#waiting.delete(partition);
  }

  /** Takes what there is, as much as goes in, until the work's turn is over. */
  take(into: GatheredRecords, work: Turn): void {
    for (const [partition, { turn, done }] of this.#waiting) {
      if (into.bounds.isFull || work.isOver) return;
      if (turn.halt.aborted) continue;
      takeFrom(partition, turn, into, work);
      // Behind the others, so that each partition has its turn.
      this.#waiting.delete(partition);
      if (into.bounds.isFull || work.isOver) this.#waiting.set(partition, { turn, done });
      else done();
    }
  }

  /** Ends all turns: what is in store has changed. */
  release(): void {
    for (const { done } of this.#waiting.values()) done();
  }

  /** Whether something comes within so many ms. */
  async arrives(ms: number): Promise<boolean> {
    const arrived = this.#arrived.promise.then(() => true);
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => late.resolve(false), ms);
    try {
      return await Promise.race([arrived, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Something has come, or nothing will. */
  wake(): void {
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }
}

/** Takes records of a partition, as many as are there and go in. */
function takeFrom(
  partition: ConsumedPartition,
  turn: PartitionTurn<ConsumedPartition>,
  into: GatheredRecords,
  work: Turn,
): void {
  for (
    let batch = turn.from(partition.position);
    batch !== undefined && !into.bounds.isFull && !work.isOver;
    batch = turn.from(partition.position)
  ) {
    const { records, next } = batch;
    const added = into.add(partition, records, work);
    partition.position = added === records.length ? next : records[added].offset;
  }
  turn.moved();
}
