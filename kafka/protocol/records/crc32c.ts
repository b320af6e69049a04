/** The polynomial of CRC-32C (Castagnoli, RFC 3720), lowest bit first. */
const POLYNOMIAL = 0x82f63b78;

/**
 * What each byte does to the sum of what follows it, for bytes that are 0 to 7 places ahead: so eight
 * bytes are taken at a time ("slicing by 8").
 */
const TABLES: readonly Int32Array[] = tables();

function tables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
    return sum;
  });
  const all = [first];
  while (all.length < 8) {
    all.push(all[all.length - 1].map((sum) => first[sum & 0xff] ^ (sum >>> 8)));
  }
  return all;
}

/** The CRC-32C of bytes, which record batches are checked by; without a sign. */
export function crc32c(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  const inEights = bytes.length - bytes.length % 8;
  let sum = -1;
  let at = 0;
  for (; at < inEights; at += 8) {
    sum = t7[(sum ^ bytes[at]) & 0xff] ^
      t6[((sum >>> 8) ^ bytes[at + 1]) & 0xff] ^
      t5[((sum >>> 16) ^ bytes[at + 2]) & 0xff] ^
      t4[(sum >>> 24) ^ bytes[at + 3]] ^
      t3[bytes[at + 4]] ^ t2[bytes[at + 5]] ^ t1[bytes[at + 6]] ^ t0[bytes[at + 7]];
  }
  for (; at < bytes.length; at++) sum = t0[(sum ^ bytes[at]) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}
