/**
 * Records as the JSON that REST Proxy answers with. Written by hand, as it runs for every record.
 *
 * @module
 */
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import { Turn } from "../../../../kafka/in_turns.ts";
import type { Header, KafkaRecord } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { Embedding } from "./embedding.ts";

/**
 * Of more bytes of key and value, or more headers, a record is made JSON when the client takes it, part by part. So many
 * headers go into a part.
 */
const LARGE = 64 * 1024;
const MANY_HEADERS = 1_000;

/** Characters of an answer that are sent at once. */
const PART = 4 * 1024 * 1024;

const utf8 = new TextEncoder();

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

/** A part of an answer: a text, or what it is made of. */
type Part = string | ((turn: Turn) => AsyncIterable<string>);

/** Records as JSON: at once where they are small, and else as the client takes them. */
export class RecordsJson implements GatheredRecords {
  readonly #embedding: Embedding;
  readonly bounds: AnswerBounds;
  readonly #parts: Part[] = [];
  /** Behind those parts. */
  #json = "[";

  constructor(embedding: Embedding, maxBytes: number) {
    this.#embedding = embedding;
    this.bounds = new AnswerBounds(maxBytes);
  }

  /** The array of them, once all are added. */
  toBody(): string | ReadableStream<Uint8Array> {
    const end = `${this.#json}]`;
    if (this.#parts.length === 0) return end;
    return ReadableStream.from(inOrder([...this.#parts, end]));
  }

  add({ topic, partition }: TopicPartition, records: readonly KafkaRecord[], work?: Turn): number {
    const before = `{"topic":${JSON.stringify(topic)},"key":`;
    const behind = `,"partition":${partition},"offset":`;
    const { whole } = this.#embedding;
    const { bounds } = this;
    let json = this.#json;
    let added = 0;
    for (const record of records) {
      if (!bounds.admit(record)) break;
      const { key, value, offset, headers } = record;
      json += (bounds.count === 1 ? "" : ",") + before;
      if (isLarge(record)) {
        this.#parts.push(json, (turn) => this.#large(record, behind, turn));
        json = "";
      } else {
        json += (key === null ? "null" : whole(key)) +
          ',"value":' + (value === null ? "null" : whole(value)) + behind + offset +
          (headers.length === 0 ? "}" : `,"headers":[${headersJson(headers)}]}`);
      }
      if (json.length > PART) {
        this.#parts.push(json);
        json = "";
      }
      added++;
      if (work?.isOver) break;
    }
    this.#json = json;
    return added;
  }

  /** A large record from its key on. */
  async *#large({ key, value, offset, headers }: KafkaRecord, behind: string, turn: Turn) {
    const { parts } = this.#embedding;
    if (key === null) yield "null";
    else yield* parts(key, turn);
    yield ',"value":';
    if (value === null) yield "null";
    else yield* parts(value, turn);
    yield behind + offset;
    for (let at = 0; at < headers.length; at += MANY_HEADERS) {
      yield (at === 0 ? ',"headers":[' : ",") + headersJson(headers.slice(at, at + MANY_HEADERS));
    }
    yield headers.length === 0 ? "}" : "]}";
  }
}

function isLarge({ key, value, headers }: KafkaRecord): boolean {
  return (key?.length ?? 0) + (value?.length ?? 0) > LARGE || headers.length > MANY_HEADERS;
}

/** The parts' bytes, none of which ends within a character. */
async function* inOrder(parts: readonly Part[]) {
  const turn = new Turn();
  for (const part of parts) {
    const texts = typeof part === "string" ? [part] : part(turn);
    for await (const text of texts) {
      yield utf8.encode(text);
      // A client may take them as quickly as they are made.
      if (turn.isOver) await turn.pass();
    }
  }
}

/** Headers as Strimzi's bridge shows them, parted by commas: values in base64. */
function headersJson(headers: readonly Header[]): string {
  return JSON.stringify(headers.map(([key, value]) => ({
    key,
    value: value === null ? null : asBuffer(value).toString("base64"),
  }))).slice(1, -1);
}
