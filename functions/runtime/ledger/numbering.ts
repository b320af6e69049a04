/**
 * How the ledger numbers records.
 *
 * @module
 */

import type { Marker, Source } from "../../../kafka/producer/entry.ts";
import type { OutgoingRecord } from "../../../kafka/producer/outgoing_record.ts";
import { isStampHeader, stampHeaders } from "./stamp.ts";

/** Stamps a source's records in one partition with a run id and sequence numbers. */
export class Numbering implements Marker {
  /** The run id of the ledger: one numbering without gaps. */
  #run: string;
  #next = 0;
  /** The number after the last one in the batch under way. */
  #stamped = 0;
  #epoch = 0;
  readonly #source: string;

  /** @param source unique in time and among processes. */
  constructor(source: string) {
    this.#source = source;
    this.#run = source;
  }

  begin(): void {
    this.#stamped = this.#next;
  }

  mark(record: OutgoingRecord, time: number): OutgoingRecord {
    const stamp = stampHeaders({ run: this.#run, sequence: this.#stamped++, time });
    const own = record.headers?.filter(([name]) => !isStampHeader(name));
    return { ...record, headers: own === undefined ? stamp : [...own, ...stamp] };
  }

  acknowledged(): void {
    this.#next = this.#stamped;
  }

  /**
   * Begins a new numbering. Records that were given up may have been written or not; left out of the
   * old numbering's end, they do not read as lost.
   */
  renew(): void {
    this.#epoch++;
    this.#run = `${this.#source}.${this.#epoch}`;
    this.#next = 0;
  }
}

/**
 * A source whose records are stamped.
 *
 * @param id unique in time and among processes.
 * @param deliveryTimeoutMs for how long records are tried; absent: until they are acknowledged.
 */
export function stampedSource(id: string, deliveryTimeoutMs?: number): Source {
  return {
    ...(deliveryTimeoutMs !== undefined && { deliveryTimeoutMs }),
    cancelled: false,
    marker: () => new Numbering(id),
  };
}
