/**
 * What a type of schemas does between JSON and bytes.
 *
 * @module
 */

/** Writes and reads values by one schema. */
export interface SchemaCodec {
  /**
   * The bytes of a value, without the wire format's header.
   *
   * @param value as JSON has it; @param source how it is spelled.
   * @throws {Error} that says what does not fit.
   */
  encode(value: unknown, source: string): Uint8Array;
  /**
   * The JSON of bytes. @throws {Error} where they are not of this schema.
   */
  decode(payload: Uint8Array): string;
}

/** A schema that another one refers to, its own references before it. */
export interface NamedSchema {
  /** How the other one names it. */
  name: string;
  schema: string;
}
