/**
 * A frame of LZ4, block by block: a whole one of a thousand times its length would hold up all who wait.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { Turn } from "../../in_turns.ts";

/** Unpacks a block into `into`, and tells where it ends there. */
type UnpackBlock = (
  from: Uint8Array,
  into: Uint8Array,
  at: number,
  length: number,
  intoAt: number,
) => number;

/** Where the descriptor stands, its flags, and what is before the blocks (LZ4's frame format, version 1.6.1). */
const DESCRIPTOR = 4;
const BLOCK_CHECKSUMS = 0x10;
const CONTENT_SIZE = 0x08;
const HEADER = 7;
const CONTENT_SIZE_BYTES = 8;

/** The bit of a block's length that says that it is not packed. */
const AS_IT_IS = 0x8000_0000;

/**
 * Unpacks a frame whose beginning was looked at.
 *
 * @param into has room for all of it.
 * @returns the part of `into` that it takes.
 * @throws {RangeError} where the frame ends too early.
 */
export async function unpackLz4Frame(
  frame: Buffer,
  into: Buffer,
  unpackBlock: UnpackBlock,
): Promise<Buffer> {
  const flags = frame[DESCRIPTOR];
  let at = HEADER + ((flags & CONTENT_SIZE) === 0 ? 0 : CONTENT_SIZE_BYTES);
  let end = 0;
  const turn = new Turn();
  for (let length = frame.readUInt32LE(at); length !== 0; length = frame.readUInt32LE(at)) {
    at += 4;
    const isPacked = (length & AS_IT_IS) === 0;
    const bytes = length & ~AS_IT_IS;
    if (isPacked) end = unpackBlock(frame, into, at, bytes, end);
    else end += frame.copy(into, end, at, at + bytes);
    at += bytes + ((flags & BLOCK_CHECKSUMS) === 0 ? 0 : 4);
    if (turn.isOver) await turn.pass();
  }
  return into.subarray(0, end);
}
