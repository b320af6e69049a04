/**
 * Confluent's wire format: how a key or value says by which schema it is written.
 *
 * @see {@link https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format}
 *
 * @module
 */

/** The first byte. */
const MAGIC = 0;

/** What precedes the payload, bytes: the magic byte, and the id in four. */
const HEADER = 5;

/** A key or value in the wire format. */
export interface Framed {
  /** The schema's id in its registry. */
  id: number;
  payload: Uint8Array;
}

/** The bytes of a key or value. */
export function frame(id: number, payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEADER + payload.length);
  framed[0] = MAGIC;
  new DataView(framed.buffer).setInt32(1, id);
  framed.set(payload, HEADER);
  return framed;
}

/** The id and the payload of a key or value; `undefined` where it is in no such format. */
export function unframe(bytes: Uint8Array): Framed | undefined {
  if (bytes.length < HEADER || bytes[0] !== MAGIC) return undefined;
  const id = new DataView(bytes.buffer, bytes.byteOffset).getInt32(1);
  return id > 0 ? { id, payload: bytes.subarray(HEADER) } : undefined;
}
