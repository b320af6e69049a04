/**
 * Chooses partitions as Kafka's Java client does, so that a key lands where any other client of the
 * topic puts it.
 *
 * @module
 */
import { murmur2 } from "../client/kafkajs.ts";
import { asBuffer } from "../record/bytes_text.ts";

/** The partition of a key among `partitions`: murmur2 of its bytes, made positive by its 31 low bits. */
export function partitionOfKey(key: Uint8Array | string, partitions: number): number {
  // What is no Buffer, kafkajs would take for its text: "1,2,3".
  const bytes = typeof key === "string" ? key : asBuffer(key);
  return (murmur2(bytes) & 0x7fffffff) % partitions;
}
