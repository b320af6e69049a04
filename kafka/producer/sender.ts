/**
 * Sends batches with acks=all, idempotent, and says what became of each.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Brokers } from "../client/brokers.ts";
import type { Deliverer } from "./entry.ts";
import { Leaders } from "./leaders.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";
import { type DeliveryWatch, PartitionSender } from "./partition_sender.ts";
import { ProduceRequests } from "./produce_requests.ts";
import { ProducerIds } from "./producer_ids.ts";
import { SendError } from "./send_error.ts";

/** How long a send is tried unless told otherwise, in ms. */
const SEND_TIMEOUT = 30_000;

/**
 * An idempotent producer with acks=all. It does not stand on kafkajs's, which loses, doubles and
 * reorders records when a leader moves or an answer is lost (tulios/kafkajs#1005 and #1303), and whose
 * producer id ends with the first send that fails, so that what may have been written is written again.
 */
export class Sender implements Deliverer {
  readonly #brokers: Pick<Brokers, "metadata" | "request" | "close">;
  readonly #leaders: Leaders;
  readonly #ids: ProducerIds;
  readonly #requests: ProduceRequests;
  readonly #partitions = new Map<string, Map<number, PartitionSender>>();
  readonly #throttledUntil = new Map<number, number>();
  #isClosed = false;

  /** @param brokers closed with the sender. */
  constructor(brokers: Pick<Brokers, "metadata" | "request" | "close">) {
    this.#brokers = brokers;
    this.#leaders = new Leaders(brokers);
    this.#ids = new ProducerIds(brokers);
    this.#requests = new ProduceRequests(brokers);
  }

  /**
   * Writes the records to a partition, in their order, and returns the offset of the first one.
   * Every record must name that partition.
   *
   * @throws {SendError} when it is refused, or not acknowledged within `timeoutMs`.
   */
  async send(
    topic: string,
    records: readonly OutgoingRecord[],
    timeoutMs = SEND_TIMEOUT,
  ): Promise<bigint> {
    const end = performance.now() + timeoutMs;
    let last: SendError | undefined;
    const note = (error: SendError) => last = error;
    const isOver = () => performance.now() > end || last?.verdict === "topic";
    const sent = this.deliver(topic, records, { failed: note, waiting: note, isOver });
    try {
      return await deadline(sent, timeoutMs);
    } catch (error) {
      if (error instanceof SendError) throw error;
      const reason = last ? ` (${last.message})` : "";
      const detail = `Cannot send to ${topic}: no answer within ${timeoutMs} ms${reason}`;
      throw new SendError(last?.code ?? "UNREACHABLE", detail);
    }
  }

  /**
   * Writes the records likewise, for as long as the watch wants it.
   *
   * @throws {SendError} when Kafka refuses a record, or it is over.
   */
  deliver(
    topic: string,
    records: readonly OutgoingRecord[],
    watch: DeliveryWatch,
  ): Promise<bigint> {
    const isOver = () => this.#isClosed || watch.isOver();
    return this.#partition(topic, records[0].partition).send(records, {
      failed: (error) => watch.failed(error),
      waiting: (error) => watch.waiting(error),
      isOver,
    });
  }

  /** Settles when a batch to the partition would go at once; `undefined` where it would now. */
  turn(topic: string, partition: number): Promise<void> | undefined {
    const leader = this.#leaders.known(topic, partition);
    return leader === undefined ? undefined : this.#requests.turn(leader);
  }

  /** Closes the connections. What is under way, and not answered within a second, fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#brokers.close();
  }

  #partition(topic: string, partition: number): PartitionSender {
    let partitions = this.#partitions.get(topic);
    if (partitions === undefined) this.#partitions.set(topic, partitions = new Map());
    let sender = partitions.get(partition);
    if (sender === undefined) {
      const options = {
        requests: this.#requests,
        leaders: this.#leaders,
        ids: this.#ids,
        throttledUntil: this.#throttledUntil,
      };
      partitions.set(partition, sender = new PartitionSender(topic, partition, options));
    }
    return sender;
  }
}
