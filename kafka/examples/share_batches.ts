/**
 * Writes the records of many callers in shared batches, as an HTTP server does:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/share_batches.ts`
 */
import { createTopic, deleteTopic } from "../admin/topics/topic_actions.ts";
import { Brokers } from "../client/brokers.ts";
import type { Source } from "../producer/entry.ts";
import { nowMicros } from "../producer/now_micros.ts";
import { Outbox } from "../producer/outbox.ts";
import { partitionOfKey } from "../producer/partitioner/partitioner.ts";
import { Sender } from "../producer/sender.ts";

const CALLERS = 1_000;
const PARTITIONS = 3;

const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");
const settings = { brokers: addresses, clientId: "example" };
const topic = `example-${crypto.randomUUID()}`;

/** Its records are tried for 30 s, and are sent as they are. */
const source: Source = {
  deliveryTimeoutMs: 30_000,
  cancelled: false,
  marker: () => ({ begin() {}, mark: (record) => record, acknowledged() {}, renew() {} }),
};

const brokers = new Brokers(settings);
const sender = new Sender(new Brokers(settings));
const outbox = new Outbox({
  sender,
  maxRecords: 100_000,
  maxBytes: 64 * 1024 * 1024,
});
try {
  await createTopic(brokers, { name: topic, partitions: PARTITIONS });
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => call(`key-${n}`, `value ${n}`)));
  for (const { partition, acknowledged, batches } of outbox.lanes) {
    console.log(`partition ${partition}: ${acknowledged} records in ${batches} batches`);
  }
} finally {
  await sender.close();
  await deleteTopic(brokers, topic);
  await brokers.close();
}

/** One caller: it resolves with the offset of its record, once that is acknowledged. */
function call(key: string, value: string): Promise<number> {
  outbox.admit(1, key.length + value.length);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  outbox.push(topic, {
    record: { key, value, partition: partitionOfKey(key, PARTITIONS) },
    bytes: key.length + value.length,
    time: nowMicros(),
    source,
    receipt: {
      acknowledged: (_index, _partition, offset) => resolve(offset),
      failed: (_index, _partition, error) => reject(error),
    },
    index: 0,
  });
  return promise;
}
