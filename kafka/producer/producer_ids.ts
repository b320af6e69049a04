/**
 * The ids of an idempotent producer.
 *
 * @module
 */
import type { Brokers } from "../client/brokers.ts";
import { firstAnswer } from "../client/first_answer.ts";
import { check, KafkaError } from "../errors.ts";
import { initProducerId } from "../protocol/records/init_producer_id.ts";

/** By what brokers tell the batches of a producer; the epoch is a partition's own matter. */
export interface ProducerId {
  producerId: bigint;
  producerEpoch: number;
}

/** How long a broker may take before the next one is asked as well, in ms. */
const PATIENCE = 1_000;

const NEW_ID = {
  transactionalId: null,
  transactionTimeoutMs: 0,
  producerId: -1,
  producerEpoch: -1,
};

/** Gets ids from Kafka. All partitions share one, until a new one is asked for. */
export class ProducerIds {
  readonly #brokers: Pick<Brokers, "metadata" | "request">;
  #current: Promise<ProducerId> | undefined;

  constructor(brokers: Pick<Brokers, "metadata" | "request">) {
    this.#brokers = brokers;
  }

  /** The id for a partition to begin with. @throws {KafkaError} */
  current(): Promise<ProducerId> {
    if (this.#current !== undefined) return this.#current;
    const asked = this.#ask();
    asked.catch(() => this.#current = undefined);
    return this.#current = asked;
  }

  /** Has the next caller get a new one. */
  renew(): void {
    this.#current = undefined;
  }

  /**
   * Asks the brokers one after the other: one gives ids of a block that it has from the controller, and
   * while there is none, or it hangs, a broker with an empty block cannot.
   */
  async #ask(): Promise<ProducerId> {
    const { brokers } = await this.#brokers.metadata([]);
    const asks = brokers.map(({ nodeId }) => async () => {
      const found = await this.#brokers.request(nodeId, initProducerId, NEW_ID);
      check(found.errorCode, "get a producer id");
      return found;
    });
    const isFinal = (error: unknown) => error instanceof KafkaError && !error.retriable;
    try {
      const { producerId, producerEpoch } = await firstAnswer(asks, {
        patienceMs: PATIENCE,
        isFinal,
      });
      return { producerId: BigInt(producerId), producerEpoch };
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error;
    }
  }
}
