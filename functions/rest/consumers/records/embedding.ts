/**
 * Keys and values in the JSON that REST Proxy answers with: at once, or part by part where they are large, so that
 * nobody is held up by one.
 *
 * @module
 */
import { type Buffer, isUtf8 } from "node:buffer";
import type { Turn } from "../../../../kafka/in_turns.ts";
import { asBuffer, beginningOf, bytesToText } from "../../../../kafka/record/bytes_text.ts";
import { isEmbeddableJson } from "../../../../kafka/record/json/json_check.ts";
import { embeddableJson, oneLine } from "../../../../kafka/record/json/json_text.ts";
import type { EmbeddedFormat } from "../../media_types.ts";

/** How a key or a value is embedded. */
export interface Embedding {
  /** All of it. */
  whole(bytes: Uint8Array): string;
  /** The same in its parts, between which the turn may be passed on. */
  parts(bytes: Uint8Array, turn: Turn): Iterable<string> | AsyncIterable<string>;
}

/** What is longer, in bytes, is embedded in base64: text can be six times as long in JSON (`\u0000`). */
const MAX_TEXT = 64 * 1024 * 1024;

/** JSON of so many bytes is read in a moment. */
const MAX_WHOLE = 512 * 1024;

/** Bytes of a part; three of them are four letters of base64, which needs no padding between parts. */
const PART = 3 * 64 * 1024;

/** How each format embeds. */
export const EMBED: Record<EmbeddedFormat, Embedding> = {
  binary: {
    whole: (bytes) => `"${asBuffer(bytes).toString("base64")}"`,
    parts: base64Parts,
  },
  text: {
    whole: (bytes) => JSON.stringify(bytesToText(bytes).text),
    parts: textParts,
  },
  json: {
    whole(bytes) {
      const { encoding, text } = bytesToText(bytes);
      return (encoding === "text" ? embeddableJson(text) : undefined) ?? JSON.stringify(text);
    },
    parts: jsonParts,
  },
};

function* base64Parts(bytes: Uint8Array): Generator<string> {
  yield '"';
  for (let at = 0; at < bytes.length; at += PART) {
    yield asBuffer(bytes).subarray(at, at + PART).toString("base64");
  }
  yield '"';
}

function* textParts(bytes: Uint8Array): Generator<string> {
  if (!isText(bytes)) return yield* base64Parts(bytes);
  yield '"';
  for (const part of partsOf(asBuffer(bytes))) yield JSON.stringify(part).slice(1, -1);
  yield '"';
}

async function* jsonParts(bytes: Uint8Array, turn: Turn): AsyncGenerator<string> {
  const buffer = asBuffer(bytes);
  if (bytes.length <= MAX_WHOLE) yield EMBED.json.whole(bytes);
  else if (isText(bytes) && await isEmbeddableJson(buffer.toString(), turn)) {
    for (const part of partsOf(buffer)) yield oneLine(part);
  } else yield* textParts(bytes);
}

function isText(bytes: Uint8Array): boolean {
  return bytes.length <= MAX_TEXT && isUtf8(bytes);
}

function* partsOf(text: Buffer): Generator<string> {
  for (let rest = text; rest.length > 0;) {
    const part = beginningOf(rest, PART);
    yield part.toString();
    rest = rest.subarray(part.length);
  }
}
