import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** How long a batch waits to be filled, from when its first record was there. */
export class BatchWindow {
  readonly #ms: number;
  #first = -1;
  #end = 0;

  /** @param ms how long; 0: not at all. */
  constructor(ms: number) {
    this.#ms = ms;
  }

  /** How long a batch waits that begins with this record, in ms; 0: no longer. */
  left({ offset }: KafkaRecord): number {
    if (this.#ms === 0) return 0;
    const now = performance.now();
    if (this.#first !== offset) {
      this.#first = offset;
      this.#end = now + this.#ms;
    }
    return Math.max(0, this.#end - now);
  }

  /** The batch is given to a call. */
  close(): void {
    this.#first = -1;
  }
}
