import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { ONE_BY_ONE } from "../delivery/delivery_options.ts";
import type { AssignedPartition } from "../partitions/assigned_partition.ts";
import { BatchWindow } from "./batch_window.ts";
import { FinishedPrefix } from "./finished_prefix.ts";
import { LaneWork } from "./lane_work.ts";
import { processInOrder, type WorkTurn } from "./process_in_order.ts";
import type { RecordObserver } from "./record_observer.ts";
import { StoreReader } from "./store_reader.ts";

/** A turn, and what is in store during it. */
export interface PartitionWorkTurn extends WorkTurn {
  from(offset: number): FetchedBatch | undefined;
}

/** The work on one partition, from turn to turn while it is assigned. */
export class PartitionWork {
  readonly #partition: AssignedPartition;
  readonly #delivery: Delivery;
  readonly #observer: RecordObserver;
  readonly #window: BatchWindow;

  constructor(partition: AssignedPartition, delivery: Delivery, observer: RecordObserver) {
    this.#partition = partition;
    this.#delivery = delivery;
    this.#observer = observer;
    const { isBatch, batch } = delivery.options;
    this.#window = new BatchWindow(isBatch ? batch.window : 0);
  }

  /**
   * Delivers what is in store, from a batch on, and reckons each record once it is finished, so that the
   * ledger's position is the offset to commit at any time.
   *
   * @returns how long it waits for more to come, in ms, if it does.
   * @throws the signal's reason when it is aborted while something is delivered.
   */
  async process(batch: FetchedBatch, turn: PartitionWorkTurn): Promise<number | void> {
    const { isBatch, batch: rules, ordering } = this.#delivery.options;
    const prefix = new FinishedPrefix(this.#partition, this.#observer);
    const delivery = this.#delivery;
    const from = (offset: number) => turn.from(offset);
    const parts = {
      delivery,
      prefix,
      reader: new StoreReader(batch, { prefix, delivery, from }),
      window: this.#window,
      rules: isBatch ? rules : ONE_BY_ONE.batch,
      turn,
    };
    try {
      return await (ordering === "partition" ? processInOrder(parts) : new LaneWork(parts).run());
    } finally {
      this.#observer.batchEnded();
    }
  }
}
