/**
 * How the ledger numbers records.
 *
 * @module
 */

/** The run id and the sequence numbers of a source's records in one partition. */
export class Numbering {
  /** The run id of the ledger: one numbering without gaps. */
  run: string;
  next = 0;
  /** The number after the last one in the batch under way. */
  stamped = 0;
  #epoch = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
    this.run = source;
  }

  /**
   * Begins a new numbering. Records that were given up may have been written or not; left out of the
   * old numbering's end, they do not read as lost.
   */
  renew(): void {
    this.#epoch++;
    this.run = `${this.#source}.${this.#epoch}`;
    this.next = 0;
  }
}
