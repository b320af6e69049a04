/**
 * Dead letters as functions and others write them.
 *
 * @module
 */
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import { Sender } from "../../kafka/producer/sender.ts";

/** Headers to write. */
export type Headers = [name: string, value: string | Uint8Array][];

/** A letter whose key and value are its name. */
export function letter(name: string, headers: Headers): OutgoingRecord {
  return { key: name, value: name, headers, partition: 0 };
}

/** Letters of this project's form, each with its number as its value. */
export function ownLetters(source: string, count: number): OutgoingRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    ...{ key: `k${n}`, value: `${n}`, partition: 0 },
    headers: [
      ...[["dlq-topic", source], ["dlq-partition", "0"], ["dlq-offset", `${n}`]],
      ["dlq-error", `Error: no such customer ${n}`],
    ] as Headers,
  }));
}

/** Creates a topic and writes letters to it, to its partitions in turn. */
export async function writeLetters(
  addresses: string[],
  topic: string,
  partitions: number,
  letters: readonly OutgoingRecord[],
): Promise<void> {
  const brokers = new Brokers({ brokers: addresses, clientId: "test" });
  const sender = new Sender(brokers);
  try {
    await createTopic(brokers, { name: topic, partitions });
    const placed = letters.map((letter, i) => ({ ...letter, partition: i % partitions }));
    for (const batch of Map.groupBy(placed, ({ partition }) => partition).values()) {
      await sender.send(topic, batch);
    }
  } finally {
    await sender.close();
  }
}
