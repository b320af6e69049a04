import type { Brokers } from "../client/brokers.ts";
import { errorName } from "../errors.ts";

/** How often they are looked at, in ms; so soon are partitions found that were added to a topic. */
const INTERVAL = 3_000;

/** The topics that a group consumes: whether they, or their partitions, have changed since it was joined. */
export class WatchedTopics {
  readonly #brokers: Brokers;
  readonly #topics: readonly string[];
  #known = "";
  #lookedAt = -Infinity;
  #hasChanged = false;
  #trouble: string | undefined;

  constructor(brokers: Brokers, topics: readonly string[]) {
    this.#brokers = brokers;
    this.#topics = topics;
  }

  /** Why there is nothing to consume of some of them; `undefined` when there is of all. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Whether they have changed since {@linkcode look}, so that the group has to be joined again. */
  get haveChanged(): boolean {
    return this.#hasChanged;
  }

  /** Takes them as they are now. @throws {KafkaError} when Kafka cannot be asked. */
  async look(): Promise<void> {
    this.#known = await this.#ask();
    this.#hasChanged = false;
  }

  /** Looks whether they have changed, if it is time; what comes of it is seen later. */
  lookAgain(): void {
    if (performance.now() < this.#lookedAt + INTERVAL) return;
    this.#ask().then((found) => this.#hasChanged = found !== this.#known, () => {});
  }

  async #ask(): Promise<string> {
    this.#lookedAt = performance.now();
    const { topics } = await this.#brokers.metadata(this.#topics);
    const missing = topics.flatMap(({ name, errorCode }) => {
      const error = errorName(errorCode);
      if (error === undefined) return [];
      return [`${name} (${error === "UNKNOWN_TOPIC_OR_PARTITION" ? "no such topic" : error})`];
    });
    this.#trouble = missing.length === 0 ? undefined : `Cannot consume ${missing.join(", ")}`;
    return topics.map(({ name, id, partitions }) => `${name} ${id} ${partitions.length}`).sort()
      .join();
  }
}
