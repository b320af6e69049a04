import type { Buffer } from "node:buffer";
import { WireReader } from "../wire/wire_reader.ts";

/** A transaction that was aborted, as a broker names it beside the batches among which it lies. */
export interface AbortedTransaction {
  producerId: number;
  firstOffset: number;
}

/** What is read of a batch's header. */
export interface BatchOrigin {
  producerId: number;
  lastOffset: number;
  isTransactional: boolean;
}

/** The type in the key of a control record that aborts (KIP-98). */
const ABORT = 0;

/**
 * Tells the batches of aborted transactions from others, as they are met in the order of their
 * offsets. Transactions of several producers can overlap, so each is known by its producer: it is
 * aborted from the transaction's first offset up to the control batch that says so.
 */
export class AbortedTransactions {
  /** Those that begin later, by their first offset. */
  readonly #later: AbortedTransaction[];
  readonly #producers = new Set<number>();

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#later = transactions.toSorted((a, b) => b.firstOffset - a.firstOffset);
  }

  /** Whether a batch of records belongs to one. Each batch must be shown once, to this or to `end`. */
  has({ producerId, lastOffset, isTransactional }: BatchOrigin): boolean {
    while (this.#later.length > 0 && this.#later.at(-1)!.firstOffset <= lastOffset) {
      this.#producers.add(this.#later.pop()!.producerId);
    }
    return isTransactional && this.#producers.has(producerId);
  }

  /** Takes in a control batch, which can end one. @param records what stands in the batch. */
  end(origin: BatchOrigin, records: Buffer): void {
    if (this.has(origin) && isAbort(records)) this.#producers.delete(origin.producerId);
  }
}

/** Whether a control batch aborts: its one record's key is a version and a type. */
function isAbort(records: Buffer): boolean {
  if (records.length === 0) return false;
  const from = new WireReader(records);
  from.varint(); // Its length
  from.int8(); // Attributes
  from.varlong(); // Its time
  from.varint(); // Its offset
  const key = from.varintBytes();
  return key !== null && key.readInt16BE(2) === ABORT;
}
