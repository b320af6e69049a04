import type { Registry } from "prom-client";
import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { Outbox } from "../../../kafka/producer/outbox.ts";
import { Sender } from "../../../kafka/producer/sender.ts";
import { wholeNumber } from "../config/parsers.ts";
import type { Settings, Variables } from "../config/variable.ts";
import { countRecords } from "./outbox_metrics.ts";
import { fetchPartitionCounts, Topics } from "./partition_counts.ts";

/** How long records that clients post are tried, in ms. */
export const DELIVERY_TIMEOUT = 30_000;

/** The variables of functions that clients post records to. */
export const producingVariables = {
  queueMaxRecords: {
    name: "QUEUE_MAX_RECORDS",
    doc: "How many records may wait for Kafka before clients get 429.",
    default: "100000",
    parse: wholeNumber(1),
  },
  queueMaxBytes: {
    name: "QUEUE_MAX_BYTES",
    doc: "How many bytes of records may wait for Kafka before clients get 429.",
    default: "67108864",
    parse: wholeNumber(1),
  },
} as const satisfies Variables;

/** What a function writes by that clients post records to. */
export interface Producing {
  outbox: Outbox;
  topics: Topics;
  /** Waits for what is under way, and closes the connections. */
  close(): Promise<void>;
}

/** Builds it. @param brokers to ask for topics. */
export function buildProducing(
  { queueMaxRecords, queueMaxBytes }: Settings<typeof producingVariables>,
  { connection, brokers, metrics }: {
    connection: KafkaSettings;
    brokers: Brokers;
    metrics: Registry;
  },
): Producing {
  const sender = new Sender(new Brokers(connection));
  const outbox = new Outbox({
    sender,
    maxRecords: queueMaxRecords,
    maxBytes: queueMaxBytes,
  });
  countRecords(metrics, outbox);
  const ticking = setInterval(() => outbox.tick(), 1_000);
  return {
    outbox,
    topics: new Topics(fetchPartitionCounts(brokers)),
    async close() {
      await outbox.drained();
      clearInterval(ticking);
      await sender.close();
    },
  };
}
