import type { Buffer } from "node:buffer";
import { WireReader } from "../wire/wire_reader.ts";
import { WireWriter } from "../wire/wire_writer.ts";

/** Writes ConsumerProtocolSubscription: the topics that a consumer wants, in its first version. */
export function writeSubscription(topics: readonly string[]): Buffer {
  const to = new WireWriter().int16(0).int32(topics.length);
  for (const topic of topics) to.headerString(topic);
  return to.int32(-1).written; // No user data.
}

/**
 * Reads the topics of a ConsumerProtocolSubscription. Its later versions only add to its end.
 *
 * @throws {RangeError} when it ends too early.
 */
export function readSubscription(subscription: Uint8Array): string[] {
  const reader = new WireReader(subscription, { flexible: false });
  reader.int16(); // The version.
  return reader.array(() => reader.string());
}
