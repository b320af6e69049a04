import { SendError } from "../../../../kafka/producer/send_error.ts";
import type { Letter } from "../delivery/delivery_options.ts";

/** How many letters are written at once, and how many bytes of their records. */
const MOST_LETTERS = 500;
const MOST_BYTES = 512 * 1024;

/** A letter that waits to be written, and who waits for that. */
interface Waiting {
  letter: Letter;
  written: PromiseWithResolvers<void>;
}

/**
 * Writes letters to one partition in their order. What comes while some are being written goes together
 * after them: where all records of a topic fail, each would cost a round trip otherwise.
 */
export class LetterLane {
  readonly #write: (letters: readonly Letter[]) => Promise<void>;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  /** @param write writes letters, all or none as far as it knows. */
  constructor(write: (letters: readonly Letter[]) => Promise<void>) {
    this.#write = write;
  }

  /** Writes a letter behind those before it. @throws what `write` throws for it alone. */
  send(letter: Letter): Promise<void> {
    const written = Promise.withResolvers<void>();
    this.#waiting.push({ letter, written });
    this.#flush();
    return written.promise;
  }

  async #flush(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    // Those that are sent at once go together from the first one on.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeAll(this.#next());
    this.#isBusy = false;
  }

  #next(): Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ letter: { record: { key, value } } }, index) => {
      bytes += (key?.length ?? 0) + (value?.length ?? 0);
      return index > 0 && (index >= MOST_LETTERS || bytes > MOST_BYTES);
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #writeAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(batch.map(({ letter }) => letter));
      for (const { written } of batch) written.resolve();
    } catch (error) {
      const isOfOne = error instanceof SendError && error.verdict === "record";
      if (batch.length === 1 || !isOfOne) {
        for (const { written } of batch) written.reject(error);
        return;
      }
      for (const one of batch) await this.#writeAll([one]);
    }
  }
}
