/** The polynomial of CRC-32C (Castagnoli), its bits in reverse, as RFC 3720 uses it. */
const POLYNOMIAL = 0x82f63b78;

/** What a byte makes of a remainder, with none to three bytes behind it: four are taken in one step. */
const TABLES = [0, 1, 2, 3].map(() => new Int32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (const table of TABLES) {
    for (let bit = 0; bit < 8; bit++) {
      remainder = (remainder >>> 1) ^ ((remainder & 1) === 0 ? 0 : POLYNOMIAL);
    }
    table[byte] = remainder;
  }
}
const [LAST, THIRD, SECOND, FIRST] = TABLES;

/** The CRC-32C of bytes, which guards a record batch (KIP-98). */
export function crc32c(bytes: Uint8Array): number {
  const whole = bytes.length & ~3;
  let crc = -1;
  let i = 0;
  for (; i < whole; i += 4) {
    crc ^= bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
    crc = FIRST[crc & 0xff] ^ SECOND[crc >>> 8 & 0xff] ^ THIRD[crc >>> 16 & 0xff] ^
      LAST[crc >>> 24];
  }
  for (; i < bytes.length; i++) crc = LAST[(crc ^ bytes[i]) & 0xff] ^ crc >>> 8;
  return ~crc >>> 0;
}
