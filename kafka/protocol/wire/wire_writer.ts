import { Buffer } from "node:buffer";

/** Room for most requests, in bytes; it doubles when it is full. */
const INITIAL_SIZE = 256;

/**
 * Writes the primitive types of Kafka's messages, one after the other, in the flexible encoding
 * (KIP-482: compact lengths, tagged fields), or in the one before it.
 */
export class WireWriter {
  readonly #flexible: boolean;
  #buffer = Buffer.alloc(INITIAL_SIZE);
  #length = 0;

  constructor({ flexible = true }: { flexible?: boolean } = {}) {
    this.#flexible = flexible;
  }

  /** What was written so far, not copied. */
  get written(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  int8(value: number): this {
    const at = this.#advance(1);
    this.#buffer.writeInt8(value, at);
    return this;
  }

  int16(value: number): this {
    const at = this.#advance(2);
    this.#buffer.writeInt16BE(value, at);
    return this;
  }

  int32(value: number): this {
    const at = this.#advance(4);
    this.#buffer.writeInt32BE(value, at);
    return this;
  }

  int64(value: number): this {
    const at = this.#advance(8);
    this.#buffer.writeBigInt64BE(BigInt(value), at);
    return this;
  }

  /** As 32 hexadecimal digits. */
  uuid(value: string): this {
    return this.#raw(Buffer.from(value, "hex"));
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  /** UNSIGNED_VARINT, of 32 bits. */
  unsignedVarint(value: number): this {
    while (value >= 0x80) {
      const at = this.#advance(1);
      this.#buffer.writeUInt8((value & 0x7f) | 0x80, at);
      value = Math.floor(value / 0x80);
    }
    const at = this.#advance(1);
    this.#buffer.writeUInt8(value, at);
    return this;
  }

  /** NULLABLE_STRING of the encoding before KIP-482, as a request's header and what consumers write have it. */
  headerString(value: string | null): this {
    if (value === null) return this.int16(-1);
    const bytes = Buffer.from(value);
    return this.int16(bytes.length).#raw(bytes);
  }

  nullableString(value: string | null): this {
    if (!this.#flexible) return this.headerString(value);
    if (value === null) return this.unsignedVarint(0);
    return this.bytes(Buffer.from(value));
  }

  bytes(value: Uint8Array): this {
    return this.#size(value.length).#raw(value);
  }

  /** `null` is written as null. */
  nullableArray<T>(items: readonly T[] | null, write: (item: T) => void): this {
    this.#size(items === null ? -1 : items.length);
    for (const item of items ?? []) write(item);
    return this;
  }

  /** The tagged fields that end a structure: none. */
  noTaggedFields(): this {
    return this.#flexible ? this.unsignedVarint(0) : this;
  }

  /** How much follows; -1: null. */
  #size(size: number): this {
    return this.#flexible ? this.unsignedVarint(size + 1) : this.int32(size);
  }

  #raw(bytes: Uint8Array): this {
    const at = this.#advance(bytes.length);
    this.#buffer.set(bytes, at);
    return this;
  }

  /** Makes room, which can replace the buffer, and returns where. */
  #advance(length: number): number {
    const from = this.#length;
    this.#length += length;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#length, 2 * this.#buffer.length));
      this.#buffer.copy(larger);
      this.#buffer = larger;
    }
    return from;
  }
}
