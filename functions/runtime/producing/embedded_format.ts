/**
 * How the content type of `POST /topics/{topic}` says that keys and values are embedded in its JSON.
 *
 * @module
 */
import { textToBytes } from "../../../kafka/record/bytes_text.ts";
import { Problem } from "../http/problems/problem.ts";

/** A key or value as Kafka gets it. */
export type Bytes = Uint8Array | string | null;

/** A way to embed keys and values. */
export interface EmbeddedFormat {
  /** Whether a value is written as it is spelled in the body. */
  readonly isSource: boolean;
  /**
   * A key or value as Kafka gets it.
   *
   * @param source how it is spelled in the body; only where `isSource`.
   * @throws {Error} that says what is wrong.
   */
  bytes(value: unknown, source?: string): Bytes;
}

/** JSON: any JSON value, written byte by byte as it came, as numbers have digits that parsing loses. */
const JSON_FORMAT: EmbeddedFormat = {
  isSource: true,
  bytes: (value, source) => value === null || source === undefined ? null : source,
};

/** Text: a string, written as it is. */
const TEXT_FORMAT: EmbeddedFormat = {
  isSource: false,
  bytes(value) {
    if (value === null || value === undefined) return null;
    if (typeof value === "string") return value;
    throw new Error("must be a string or null in the text format");
  },
};

/** Binary: bytes in base64 (RFC 4648, section 4). */
const BINARY_FORMAT: EmbeddedFormat = {
  isSource: false,
  bytes(value) {
    if (value === null || value === undefined) return null;
    if (typeof value !== "string") throw new Error("must be base64 or null in the binary format");
    try {
      return textToBytes({ encoding: "base64", text: value });
    } catch {
      throw new Error("must be valid base64");
    }
  },
};

const FORMATS = new Map<string, EmbeddedFormat>([
  ["application/vnd.kafka.json.v2+json", JSON_FORMAT],
  ["application/vnd.kafka.binary.v2+json", BINARY_FORMAT],
  ["application/vnd.kafka.text.v2+json", TEXT_FORMAT],
  ["application/json", JSON_FORMAT],
]);

/** The content types that a produce request may have. */
export const PRODUCE_TYPES: readonly string[] = [...FORMATS.keys()];

/** How the content type embeds. @throws {Problem} 415 */
export function embeddedFormat(contentType: string | null): EmbeddedFormat {
  const type = contentType?.split(";", 1)[0].trim().toLowerCase() ?? "";
  const format = FORMATS.get(type);
  if (format === undefined) {
    throw new Problem(
      "mediaType",
      `Cannot read content type ${JSON.stringify(type)}: use ${PRODUCE_TYPES.join(", ")}`,
      { headers: { "accept-post": PRODUCE_TYPES.join(", ") } },
    );
  }
  return format;
}
