/**
 * Records as the JSON that REST Proxy answers with. Written by hand, as it runs for every record.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { asBuffer, bytesToText } from "../../../kafka/record/bytes_text.ts";
import { embeddableJson } from "../../../kafka/record/json/json_text.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../kafka/topic_partition.ts";
import type { EmbeddedFormat } from "../media_types.ts";

/** A key or value in the JSON of a record. */
type Embed = (bytes: Uint8Array) => string;

const EMBED: Record<EmbeddedFormat, Embed> = {
  binary: (bytes) => `"${asBuffer(bytes).toString("base64")}"`,
  json(bytes) {
    const { encoding, text } = bytesToText(bytes);
    return (encoding === "text" ? embeddableJson(text) : undefined) ?? JSON.stringify(text);
  },
  text: (bytes) => JSON.stringify(bytesToText(bytes).text),
};

/** The records of an answer, up to so many bytes of keys and values; one record at least. */
export class RecordsJson {
  readonly #embed: Embed;
  readonly #maxBytes: number;
  #json = "";
  #count = 0;
  #bytes = 0;
  #isFull = false;

  constructor(format: EmbeddedFormat, maxBytes: number) {
    this.#embed = EMBED[format];
    this.#maxBytes = maxBytes;
  }

  /** How many records there are. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of their keys and values. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether no more goes in. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** The array of them. */
  get json(): string {
    return `[${this.#json}]`;
  }

  /** Adds records of a partition, as many as go in; tells how many. */
  add({ topic, partition }: TopicPartition, records: readonly KafkaRecord[]): number {
    const before = `{"topic":${JSON.stringify(topic)},"key":`;
    const behind = `,"partition":${partition},"offset":`;
    const embed = this.#embed;
    let json = this.#json;
    let added = 0;
    for (const { key, value, offset, headers } of records) {
      const bytes = (key?.length ?? 0) + (value?.length ?? 0);
      if (this.#bytes + bytes > this.#maxBytes && this.#count > 0) {
        this.#isFull = true;
        break;
      }
      json += (this.#count === 0 ? "" : ",") + before + (key === null ? "null" : embed(key)) +
        ',"value":' + (value === null ? "null" : embed(value)) + behind + offset +
        (headers.length === 0 ? "}" : `,"headers":${headersJson(headers)}}`);
      this.#bytes += bytes;
      this.#count++;
      added++;
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
