/**
 * Reads the fields of Kafka's binary messages, in their old encoding or the flexible one (KIP-482),
 * which has compact lengths and tagged fields.
 */
export class ByteReader {
  readonly #view: DataView;
  #position = 0;
  /** Whether what follows is in the flexible encoding. */
  flexible = false;

  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.#view = new DataView(buffer, byteOffset, byteLength);
  }

  int16(): number {
    this.#position += 2;
    return this.#view.getInt16(this.#position - 2);
  }

  int32(): number {
    this.#position += 4;
    return this.#view.getInt32(this.#position - 4);
  }

  /** As a number: offsets and times stay below 2^53. */
  int64(): number {
    this.#position += 8;
    return Number(this.#view.getBigInt64(this.#position - 8));
  }

  /** A text; an empty one for null. */
  string(): string {
    const length = this.flexible ? this.#varint() - 1 : this.int16();
    return new TextDecoder().decode(this.#take(length));
  }

  /** Bytes; none for null. */
  bytes(): Uint8Array {
    return this.#take(this.flexible ? this.#varint() - 1 : this.int32());
  }

  /** As many items as there are; none for null. */
  array<T>(item: () => T): T[] {
    const length = this.flexible ? this.#varint() - 1 : this.int32();
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(item());
    return items;
  }

  /** Passes over the tagged fields at the end of a structure. */
  skipTags(): void {
    if (!this.flexible) return;
    for (let tags = this.#varint(); tags > 0; tags--) {
      this.#varint();
      this.#take(this.#varint());
    }
  }

  /** @throws {RangeError} when there are not as many bytes. */
  #take(length: number): Uint8Array {
    const { buffer, byteOffset, byteLength } = this.#view;
    if (length <= 0) return new Uint8Array();
    if (this.#position + length > byteLength) throw new RangeError("The message ends too early");
    this.#position += length;
    return new Uint8Array(buffer, byteOffset + this.#position - length, length);
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#view.getUint8(this.#position++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("A length has too many bytes");
  }
}
