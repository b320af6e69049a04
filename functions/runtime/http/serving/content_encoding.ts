import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { Problem } from "../problems/problem.ts";

/** The codings of content that are decoded (RFC 9110, section 8.4.1), by their names. */
const DECODERS = new Map([
  ["gzip", promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ["x-gzip", promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)],
  ["deflate", promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate)],
]);

/** How the content of a request is to be decoded. */
export type Decode = (content: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * How to decode what a `Content-Encoding` names; `undefined` where nothing is to be done.
 *
 * @param maxBytes how long the decoded content may be; what is longer is not decoded to its end.
 * @param tooLarge the problem of a longer one.
 * @throws {Problem} 415 for a coding that is not known; the decoder itself 400 and 413.
 */
export function decoderOf(
  coding: string | null,
  maxBytes: number,
  tooLarge: () => Problem,
): Decode | undefined {
  const name = coding?.trim().toLowerCase() ?? "";
  if (name === "" || name === "identity") return undefined;
  const decode = DECODERS.get(name);
  if (decode === undefined) {
    throw new Problem(
      "mediaType",
      `Cannot decode content encoding ${JSON.stringify(coding)}: use gzip, deflate or none`,
      { headers: { "accept-encoding": "gzip, deflate" } },
    );
  }
  return async (content) => {
    try {
      return new Uint8Array(await decode(content, { maxOutputLength: maxBytes }));
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      if (code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
      throw new Problem("malformed", `Cannot decode the body as ${name}: ${message}`);
    }
  };
}
