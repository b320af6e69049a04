/**
 * Chooses partitions as Kafka's Java client does, so that a key lands where any other client of the
 * topic puts it.
 *
 * @module
 */
import { murmur2 } from "../client/kafkajs.ts";

/** The partition of a key among `partitions`: murmur2 of its bytes, made positive by its 31 low bits. */
export function partitionOfKey(key: Uint8Array | string, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
