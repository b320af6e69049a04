import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { nowMicros } from "../../kafka/producer/now_micros.ts";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import { toSendError } from "../../kafka/producer/send_error.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { Numbering } from "../../functions/runtime/ledger/numbering.ts";
import type { Delivered, Delivery } from "./delivery.ts";

/** Writes to Kafka: acks=all, idempotent, stamped for the ledger, and no batch is given to it twice. */
export class KafkaDelivery implements Delivery {
  readonly #source: string;
  readonly #sender: Sender;
  readonly #numberings = new Map<number, Numbering>();

  /** @param source the producer's name, unique in time and among processes. */
  constructor(settings: KafkaSettings, source: string) {
    this.#source = source;
    this.#sender = new Sender(new Brokers(settings));
  }

  /** The records have to be of one partition. */
  async deliver(
    topic: string,
    records: readonly OutgoingRecord[],
    timeout: number,
  ): Promise<readonly Delivered[]> {
    const numbering = this.#numbering(records[0].partition);
    const end = performance.now() + timeout;
    numbering.begin();
    const batch = records.map((record) => numbering.mark(record, nowMicros()));
    // One try that may have been written is enough for it to be in the log.
    let isUncertain = false;
    try {
      const watch = {
        failed: (error: { verdict: string }) => isUncertain ||= error.verdict === "unknown",
        waiting() {},
        isOver: () => performance.now() > end,
      };
      const first = Number(await this.#sender.deliver(topic, batch, watch));
      numbering.acknowledged();
      return batch.map((_, index) => ({ outcome: "acknowledged", offset: first + index }));
    } catch (error) {
      isUncertain ||= toSendError(error).verdict === "unknown";
      numbering.renew();
      return batch.map(() => ({ outcome: isUncertain ? "unknown" : "rejected" }));
    }
  }

  async close(): Promise<void> {
    await this.#sender.close();
  }

  #numbering(partition: number): Numbering {
    let numbering = this.#numberings.get(partition);
    if (numbering === undefined) {
      numbering = new Numbering(`${this.#source}-${partition}`);
      this.#numberings.set(partition, numbering);
    }
    return numbering;
  }
}
