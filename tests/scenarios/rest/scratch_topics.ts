import { createTopic, deleteTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";

/** Topics of a scenario's own, which are deleted when this is disposed of. */
export class ScratchTopics implements AsyncDisposable {
  readonly prefix = `rest-${crypto.randomUUID()}`;
  readonly #brokers: Brokers;
  readonly #names: string[] = [];

  constructor(brokers: readonly string[]) {
    this.#brokers = new Brokers({ brokers: [...brokers], clientId: "scenario" });
  }

  /** A name of one that others create. */
  take(): string {
    const name = `${this.prefix}-${this.#names.length}`;
    this.#names.push(name);
    return name;
  }

  /** Creates one. */
  async create(partitions = 1): Promise<string> {
    const name = this.take();
    await createTopic(this.#brokers, { name, partitions });
    return name;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#names.map((name) => deleteTopic(this.#brokers, name)));
    await this.#brokers.close();
  }
}
