/**
 * Records as the JSON that REST Proxy answers with. Written by hand, as it runs for every record.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { asBuffer, bytesToText } from "../../../../kafka/record/bytes_text.ts";
import { embeddableJson } from "../../../../kafka/record/json/json_text.ts";
import type { Turn } from "../../../../kafka/in_turns.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { EmbeddedFormat } from "../../media_types.ts";

/** A key or value in the JSON of a record. */
type Embed = (bytes: Uint8Array) => string;

/**
 * What is longer, in bytes, is embedded in base64: text can be six times as long in JSON (`\u0000`), and there are no
 * strings of more than half a billion characters.
 */
const MAX_TEXT = 64 * 1024 * 1024;

/** How each format embeds. */
export const EMBED: Record<EmbeddedFormat, Embed> = {
  binary: (bytes) => `"${asBuffer(bytes).toString("base64")}"`,
  json(bytes) {
    if (bytes.length > MAX_TEXT) return EMBED.binary(bytes);
    const { encoding, text } = bytesToText(bytes);
    return (encoding === "text" ? embeddableJson(text) : undefined) ?? JSON.stringify(text);
  },
  text: (bytes) =>
    bytes.length > MAX_TEXT ? EMBED.binary(bytes) : JSON.stringify(bytesToText(bytes).text),
};

/** The records of an answer, up to so many bytes of keys and values; one record at least. */
export interface GatheredRecords {
  readonly bounds: AnswerBounds;
  /** Adds records of a partition, as many as go in until the work's turn is over, and one at least where one goes in; tells how many. */
  add(at: TopicPartition, records: readonly KafkaRecord[], work?: Turn): number;
}

/** How much goes into an answer, and what is in it. */
export class AnswerBounds {
  readonly #maxBytes: number;
  /** How many records there are. */
  count = 0;
  /** Bytes of their keys and values. */
  bytes = 0;
  /** Whether no more goes in. */
  isFull = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Counts a record, if it goes in. */
  admit({ key, value }: KafkaRecord): boolean {
    const bytes = (key?.length ?? 0) + (value?.length ?? 0);
    if (this.bytes + bytes > this.#maxBytes && this.count > 0) {
      this.isFull = true;
      return false;
    }
    this.bytes += bytes;
    this.count++;
    return true;
  }
}

/** Records as JSON at once. */
export class RecordsJson implements GatheredRecords {
  readonly #embed: Embed;
  readonly bounds: AnswerBounds;
  #json = "";

  /** @param embed how keys and values are embedded. */
  constructor(embed: Embed, maxBytes: number) {
    this.#embed = embed;
    this.bounds = new AnswerBounds(maxBytes);
  }

  /** The array of them. */
  get json(): string {
    return `[${this.#json}]`;
  }

  add({ topic, partition }: TopicPartition, records: readonly KafkaRecord[], work?: Turn): number {
    const before = `{"topic":${JSON.stringify(topic)},"key":`;
    const behind = `,"partition":${partition},"offset":`;
    const embed = this.#embed;
    const { bounds } = this;
    let json = this.#json;
    let added = 0;
    for (const record of records) {
      if (!bounds.admit(record)) break;
      const { key, value, offset, headers } = record;
      json += (bounds.count === 1 ? "" : ",") + before + (key === null ? "null" : embed(key)) +
        ',"value":' + (value === null ? "null" : embed(value)) + behind + offset +
        (headers.length === 0 ? "}" : `,"headers":${headersJson(headers)}}`);
      added++;
      if (work?.isOver) break;
    }
    this.#json = json;
    return added;
  }
}

/** Headers as Strimzi's bridge shows them: values in base64. */
function headersJson(headers: KafkaRecord["headers"]): string {
  return JSON.stringify(headers.map(([key, value]) => ({
    key,
    value: value === null ? null : asBuffer(value as Buffer).toString("base64"),
  })));
}
