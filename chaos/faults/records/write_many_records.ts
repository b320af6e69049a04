import { writeForeignBatch } from "../../foreign/foreign_client.ts";
import { bootstrapServers } from "../../../cluster/topology.ts";
import { withBrokers } from "../../../cluster/lab_kafka.ts";
import { alterConfig } from "../../../kafka/admin/topics/configs.ts";
import type { Sent } from "../../history.ts";
import { recordId } from "../../workload/load_record.ts";
import { MAX_BATCH } from "../../workload/load_producer.ts";
import { type Fault, proven } from "../fault.ts";

/** How many records the batch has: more than a call has room for as arguments. */
const RECORDS = 300_000;

/** What the topic takes meanwhile, bytes; the batch has a tenth of what its records have. */
const ROOM = 4 * 1024 * 1024;

/** How long functions may take for them, ms. */
const TIMEOUT = 180_000;

/** Writes a batch of 300,000 records, as small as they can be and name themselves, into one partition. */
export const writeManyRecords: Fault = {
  name: `write a batch of ${RECORDS.toLocaleString("en")} records`,
  async inject({ lab, workload, random }) {
    const { topic } = workload;
    const partition = Math.floor(random() * workload.partitions);
    const key = `odd-many-${crypto.randomUUID().slice(0, 8)}`;
    const records = Array.from({ length: RECORDS }, (_, n) => ({ value: recordId(key, n) }));
    const room = (bytes: number) =>
      withBrokers(
        lab.topology,
        (brokers) => alterConfig(brokers, { topic }, { set: { "max.message.bytes": `${bytes}` } }),
      );
    await room(ROOM);
    const sentAt = workload.clock();
    let first: number;
    try {
      const target = { topic, partition, codec: "gzip" } as const;
      first = await writeForeignBatch(bootstrapServers(lab.topology), target, records);
    } finally {
      await room(MAX_BATCH);
    }
    const at = workload.clock();
    workload.note(records.map((_, sequence): Sent => ({
      ...{ id: recordId(key, sequence), key, sequence, partition, offset: first + sequence },
      ...{ outcome: "acknowledged", sentAt, settledAt: at },
    })));
    const ends = workload.acknowledgedUpTo;
    const passages = await Promise.all(
      workload.passages.map((passage) =>
        proven(`the passage of ${passage.name}`, () => passage.isUpTo(ends), TIMEOUT)
      ),
    );
    return {
      what: `wrote ${RECORDS.toLocaleString("en")} records in one batch to partition ${partition}`,
      at,
      proofs: [`they are there from offset ${first} on`, ...passages],
    };
  },
};
