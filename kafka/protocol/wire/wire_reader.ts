import { Buffer } from "node:buffer";

/**
 * Reads the primitive types of Kafka's messages, one after the other
 * (https://kafka.apache.org/protocol#protocol_types). Strings, bytes, arrays and tags are read in the
 * flexible encoding (KIP-482: compact lengths, tagged fields), or in the one before it.
 *
 * Every method throws a RangeError when the message ends before its value does.
 */
export class WireReader {
  readonly #buffer: Buffer;
  readonly #view: DataView;
  #position = 0;
  /** Whether what follows is in the flexible encoding. */
  flexible: boolean;

  constructor(bytes: Uint8Array, { flexible = true }: { flexible?: boolean } = {}) {
    const { buffer, byteOffset, byteLength } = bytes;
    this.#buffer = Buffer.from(buffer, byteOffset, byteLength);
    this.#view = new DataView(buffer, byteOffset, byteLength);
    this.flexible = flexible;
  }

  /** Where the next value begins, in bytes from the beginning of the message. */
  get position(): number {
    return this.#position;
  }

  /** Goes on at a place that is not before this one. */
  skipTo(position: number): void {
    this.#advance(position - this.#position);
  }

  int8(): number {
    return this.#view.getInt8(this.#advance(1));
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2));
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4));
  }

  /** As a number: exact up to 2^53. */
  int64(): number {
    return Number(this.#view.getBigInt64(this.#advance(8)));
  }

  /** As 32 hexadecimal digits. */
  uuid(): string {
    const from = this.#advance(16);
    return this.#buffer.toString("hex", from, from + 16);
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  /** UNSIGNED_VARINT, of 32 bits. */
  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#view.getUint8(this.#position++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("A number has too many bytes");
  }

  /** VARINT, of 32 bits, in zigzag encoding. */
  varint(): number {
    const value = this.unsignedVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** VARLONG, of 64 bits, in zigzag encoding; a number where that is exact. */
  varlong(): number | bigint {
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#view.getUint8(this.#position++);
      low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.#view.getUint8(this.#position++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return exact(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)));
    }
    throw new RangeError("A number has too many bytes");
  }

  /** A text; an empty one for null. */
  string(): string {
    return this.nullableString() ?? "";
  }

  nullableString(): string | null {
    return this.#text(this.flexible ? this.unsignedVarint() - 1 : this.int16());
  }

  /** The bytes, not copied; none for null. */
  bytes(): Buffer {
    return this.#bytes(this.flexible ? this.unsignedVarint() - 1 : this.int32()) ?? Buffer.alloc(0);
  }

  /** As a record has it: its length as a VARINT, -1 for null. */
  varintString(): string | null {
    return this.#text(this.varint());
  }

  /** As a record has them: their length as a VARINT, -1 for null; not copied. */
  varintBytes(): Buffer | null {
    return this.#bytes(this.varint());
  }

  /** As many items as there are; none for null. */
  array<T>(item: () => T): T[] {
    return this.nullableArray(item) ?? [];
  }

  nullableArray<T>(item: () => T): T[] | null {
    const length = this.flexible ? this.unsignedVarint() - 1 : this.int32();
    if (length < 0) return null;
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(item());
    return items;
  }

  /** Passes over the tagged fields that end a structure; there are none before KIP-482. */
  taggedFields(): void {
    if (!this.flexible) return;
    for (let left = this.unsignedVarint(); left > 0; left--) {
      this.unsignedVarint();
      this.#advance(this.unsignedVarint());
    }
  }

  #text(length: number): string | null {
    if (length < 0) return null;
    const from = this.#advance(length);
    return this.#buffer.toString("utf8", from, from + length);
  }

  #bytes(length: number): Buffer | null {
    if (length < 0) return null;
    const from = this.#advance(length);
    return this.#buffer.subarray(from, from + length);
  }

  #advance(length: number): number {
    const from = this.#position;
    if (length < 0 || from + length > this.#view.byteLength) {
      throw new RangeError("The message ends too early");
    }
    this.#position = from + length;
    return from;
  }
}

/** An integer as a number where that is exact, which is up to 2^53. */
export function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
