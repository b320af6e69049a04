/**
 * Records by which a client might hold up or fill whoever reads them: each is legal, and a broker takes it with its
 * default limits.
 *
 * @module
 */
import type { Codec } from "./compressed_batch.ts";
import type { ForeignRecord } from "./foreign_client.ts";

/** A batch of such records. */
export interface HostileBatch {
  /** What is bad about it. */
  name: string;
  codec?: Codec;
  records(): ForeignRecord[];
}

const MIB = 1024 * 1024;

/** What a terminal obeys, and what turns text round or hides it. */
const UNSEEN = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066\u200b\ufeff\0\r\u2028</script><!--";

/** The batches. The unpacked ones are a hundred to a thousand times as long as what is sent of them. */
export const HOSTILE: readonly HostileBatch[] = [
  {
    name: "50,000 headers",
    records: () => [{
      key: "headers",
      value: "1",
      headers: Array.from({ length: 50_000 }, (_, n) => [`h${n % 1_000}`, `${n}`] as const),
    }],
  },
  { name: "a value of 100,000 arrays", records: () => [{ value: deep("[", "]") }] },
  { name: "a value of 100,000 objects", records: () => [{ value: deep(`{"a":`, "}", "1") }] },
  { name: "a key of 100,000 arrays", records: () => [{ key: deep("[", "]"), value: "1" }] },
  { name: "60,000 numbers", records: () => [{ value: `[${"1,".repeat(60_000)}2]` }] },
  {
    name: "control and bidirectional characters",
    records: () => [{ key: UNSEEN, value: UNSEEN, headers: [[UNSEEN, UNSEEN]] }],
  },
  {
    name: "a value of 32 MiB",
    codec: "gzip",
    records: () => [{ value: new Uint8Array(32 * MIB) }],
  },
  {
    name: "a text of 16 MiB",
    codec: "zstd",
    records: () => [{ value: "a ".repeat(8 * MIB) }],
  },
  {
    name: "a key of 16 MiB",
    codec: "gzip",
    records: () => [{ key: new Uint8Array(16 * MIB).fill(0x61), value: "1" }],
  },
  {
    name: "300,000 records of 100 bytes",
    codec: "gzip",
    records: () => Array.from({ length: 300_000 }, () => ({ value: "a".repeat(100) })),
  },
  ...Array.from({ length: 8 }, (): HostileBatch => ({
    name: "one of many that unpack to 32 MiB",
    codec: "lz4",
    records: () => Array.from({ length: 64 }, () => ({ value: new Uint8Array(MIB / 2) })),
  })),
];

function deep(opening: string, closing: string, inner = ""): string {
  const DEPTH = 100_000;
  return opening.repeat(DEPTH) + inner + closing.repeat(DEPTH);
}
