import { delay } from "@std/async";
import { Problem } from "../../http/problems/problem.ts";
import type { Log } from "../../log/log.ts";
import type { Topics } from "../../producing/partition_counts.ts";

/** The pause before a topic is looked for again, in ms. */
const PAUSE = 3_000;

/** Looks for the topic that a function writes to: nobody should find out with the first record. */
export class OutputTopic {
  readonly #name: string;
  #trouble: string | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Why nothing can be written to it, as far as that is known. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Looks until it is there, or the signal aborts. */
  async look(topics: Pick<Topics, "find">, log: Log, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const error = await topics.find(this.#name).then(() => undefined, (error) => error);
      if (error === undefined) break;
      if (error instanceof Problem && error.kind === "noTopic" && this.#trouble === undefined) {
        this.#trouble = `Cannot write to ${this.#name}: there is no such topic; create it`;
        log.warn(this.#trouble);
      }
      await delay(PAUSE, { signal, persistent: false }).catch(() => {});
    }
    this.#trouble = undefined;
  }
}
