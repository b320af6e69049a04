import type { ForeignRecord } from "./foreign_client.ts";

const DEEP = "[".repeat(8_000) + "]".repeat(8_000);
const NO_TEXT = new Uint8Array([0xc3, 0x28]);
const NOW = 1_763_830_000_000;

/** What anyone may write, and what tools of this kind stumble over, by a name for each. */
export const ODD_RECORDS: Readonly<Record<string, ForeignRecord>> = {
  names: { value: "1", headers: [["constructor", "1"], ["__proto__", "2"], ["", "3"]] },
  nulls: { value: null, headers: [["h", null], ["h", "1"], ["h", ""]] },
  nothing: { key: null, value: null },
  empty: { key: "", value: "" },
  nanoseconds: { key: "k", value: "2", timestamp: 1_700_000_000_123_456_789n },
  past: { key: "k", value: "3", timestamp: 1 },
  negative: { key: "k", value: "4", timestamp: -1 },
  order: { key: "k", value: "5", headers: [["a", "1"], ["b", "2"], ["a", "3"], ["7", "4"]] },
  bytes: {
    key: new Uint8Array([0xff]),
    value: NO_TEXT,
    headers: [["raw", NO_TEXT], ["text", "base64:wyg="]],
  },
  numbers: { value: '{"id":1234567890123456789,"p":1.0,"e":1e400}' },
  deep: { key: "k", value: DEEP },
  controls: {
    key: "\x1b]0;owned\x07\u202e",
    value: "\x1b[2J\r\n\0",
    headers: [["\x1b[2J", "\x07"]],
  },
  "many-headers": { value: "6", headers: Array.from({ length: 2_000 }, (_, n) => [`h${n}`, "x"]) },
  "large-header": { value: "7", headers: [["large", "x".repeat(30_000)]] },
  "large-value": { key: "k", value: "x".repeat(30_000) },
  "foreign-run": { value: "8", headers: [["instigator-run", "x".repeat(4_000)]] },
  "foreign-trace": { value: "9", headers: [["tracestate", NO_TEXT]] },
};

/** The record as it is written, with further headers in front of its own. */
export function oddRecord(name: string, headers: [string, string][]): ForeignRecord {
  const odd = ODD_RECORDS[name];
  return { timestamp: NOW, ...odd, headers: [...headers, ...odd.headers ?? []] };
}
