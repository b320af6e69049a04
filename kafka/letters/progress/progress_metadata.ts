/**
 * What was dealt with beyond a committed offset, as text, so that it is committed as the metadata of the
 * very offset it belongs to: one write moves both.
 *
 * @module
 */
import zlib from "node:zlib";
import { DealtOffsets, type OffsetRange } from "./dealt_offsets.ts";

/** The longest metadata a broker takes, in characters (offset.metadata.max.bytes, its default). */
const MAX_LENGTH = 4096;

/** Tells this form from later ones, and from other programs' metadata. */
const FORM = "dealt1";

/**
 * The ranges beyond the prefix as commit metadata; `undefined` where there are more than a commit has
 * room for.
 *
 * @param topicId of the letter topic: one that is made again has other letters at the same offsets.
 */
export function encodeProgress(dealt: DealtOffsets, topicId: string): string | undefined {
  const steps: number[] = [];
  let at = dealt.prefix;
  for (const [from, to] of dealt.ranges) {
    writeVarint(steps, from - at);
    writeVarint(steps, to - from);
    at = to;
  }
  const ranges = zlib.deflateRawSync(Uint8Array.from(steps), { level: 9 }).toString("base64");
  const text = [FORM, topicId, ...steps.length > 0 ? [ranges] : []].join(" ");
  return text.length <= MAX_LENGTH ? text : undefined;
}

/**
 * What was dealt with, by a commit. An offset that another program has committed, such as a tool that
 * resets groups, is a prefix without ranges.
 */
export function decodeProgress(
  { offset, metadata }: { offset: number; metadata: string | null },
  topicId: string,
): DealtOffsets {
  if (offset < 0) return new DealtOffsets(0);
  const [form, id, ranges] = (metadata ?? "").split(" ");
  if (form !== FORM) return new DealtOffsets(offset);
  if (id !== topicId) return new DealtOffsets(0);
  try {
    return new DealtOffsets(offset, ranges ? readRanges(offset, ranges) : []);
  } catch {
    return new DealtOffsets(offset);
  }
}

function readRanges(prefix: number, text: string): OffsetRange[] {
  const steps = readVarints(zlib.inflateRawSync(Uint8Array.fromBase64(text)));
  const ranges: OffsetRange[] = [];
  let at = prefix;
  for (let i = 0; i + 1 < steps.length; i += 2) {
    const from = at + steps[i];
    at = from + steps[i + 1];
    ranges.push([from, at]);
  }
  return ranges;
}

function writeVarint(to: number[], value: number): void {
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) to.push(left % 0x80 | 0x80);
  to.push(left);
}

function readVarints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let [value, scale] = [0, 1];
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte >= 0x80) continue;
    values.push(value);
    [value, scale] = [0, 1];
  }
  return values;
}
