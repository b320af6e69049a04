import { abortable } from "@std/async";
import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import { isLetterOrReturned } from "../../../../kafka/letters/letter_headers.ts";
import { nowMicros } from "../../../../kafka/producer/now_micros.ts";
import { readStamp } from "../../ledger/stamp.ts";
import type { AssignedPartition } from "../partitions/assigned_partition.ts";
import type { Delivery } from "./delivery.ts";
import type { RecordObserver } from "./record_observer.ts";

/** How long one batch may keep others waiting, in ms. The rest of it has its turn after them. */
const SLICE = 500;

/** Options of {@linkcode processBatch}. */
export interface ProcessOptions {
  partition: AssignedPartition;
  delivery: Pick<Delivery, "deliver">;
  observer: RecordObserver;
  /** Aborted when the partition is taken away. */
  signal: AbortSignal;
  /** Whether to stop after the record at hand. */
  isHalted(): boolean;
}

/**
 * Delivers the records of a batch one after the other and reckons each once it is delivered, so that
 * the ledger's position is the offset to commit at any time.
 *
 * @throws {AbortError} when the signal is aborted while a record is delivered.
 */
export async function processBatch(
  batch: FetchedBatch,
  options: ProcessOptions,
): Promise<void> {
  const { partition, delivery, observer, signal, isHalted } = options;
  const end = performance.now() + SLICE;
  for (const record of batch.records) {
    if (isHalted() || signal.aborted || performance.now() > end) return;
    const isAgain = partition.noteDelivered(record.offset);
    const pending = delivery.deliver(record, signal);
    // A handler may not heed the signal.
    if (pending !== undefined) await abortable(pending, signal);
    // Meanwhile the partition may have been taken away: who has it now delivers the record again.
    if (signal.aborted) return;
    const stamp = isLetterOrReturned(record) ? undefined : readStamp(record.headers);
    partition.ledger.reckon(record.offset, stamp, nowMicros(), isAgain);
    observer.delivered(record);
  }
  // Behind the last record there may be more that is not delivered, such as markers of transactions.
  partition.ledger.advance(batch.next);
}
