/**
 * How tests write records: as functions do, stamped for the ledger.
 *
 * @module
 */
import { Brokers } from "../kafka/client/brokers.ts";
import type { KafkaSettings } from "../kafka/client/settings.ts";
import { Outbox } from "../kafka/producer/outbox.ts";
import { Sender } from "../kafka/producer/sender.ts";
import type { OutputRecord, Receipt } from "../functions/runtime/define/records.ts";
import { toOutgoing } from "../functions/runtime/own/output/outgoing.ts";
import { OutputWriter } from "../functions/runtime/own/output/output_writer.ts";
import { fetchPartitionCounts, Topics } from "../functions/runtime/producing/partition_counts.ts";

/** Writes a test's records: acks=all, idempotent. */
export class TestWriter {
  readonly #sender: Sender;
  readonly #writer: OutputWriter;

  /** @param brokers to ask for topics; they stay open. */
  constructor(settings: KafkaSettings, brokers: Brokers) {
    const sender = this.#sender = new Sender(new Brokers(settings));
    this.#writer = new OutputWriter({
      name: "test",
      topics: new Topics(fetchPartitionCounts(brokers)),
      outbox: new Outbox({
        send: (topic, records, watch) => sender.deliver(topic, records, watch),
        maxRecords: Infinity,
        maxBytes: Infinity,
      }),
    });
  }

  /** Writes records to a topic, and tells where each was written, once all are acknowledged. */
  write(topic: string, records: readonly OutputRecord[]): Promise<Receipt[]> {
    const outgoing = records.map((record, index) => toOutgoing(record, topic, `record ${index}`));
    return this.#writer.write(outgoing);
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.#sender.close();
  }
}
