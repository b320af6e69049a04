const MULTIPLIER = 0x5bd1e995;
const SEED = 0x9747b28c;

/**
 * The murmur2 hash by which Kafka's Java client chooses partitions (`Utils.murmur2`), as a signed integer of 32 bits. It
 * runs for each record that is written, and kafkajs's, on integers of 64 bits, took a tenth of a producer's time.
 */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let i = 0; i < whole; i += 4) {
    const four = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
    const mixed = Math.imul(four, MULTIPLIER);
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ mixed >>> 24, MULTIPLIER);
  }
  if (whole < length) {
    for (let i = whole; i < length; i++) hash ^= bytes[i] << 8 * (i - whole);
    hash = Math.imul(hash, MULTIPLIER);
  }
  hash = Math.imul(hash ^ hash >>> 13, MULTIPLIER);
  return hash ^ hash >>> 15;
}
