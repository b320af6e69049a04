/**
 * Chooses partitions as Kafka's Java client does, so that a key lands where any other client of the
 * topic puts it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { murmur2 } from "./murmur2.ts";

/** The partition of a key among `partitions`: murmur2 of its bytes, made positive by its 31 low bits. */
export function partitionOfKey(key: Uint8Array | string, partitions: number): number {
  const bytes = typeof key === "string" ? Buffer.from(key) : key;
  return (murmur2(bytes) & 0x7fffffff) % partitions;
}
