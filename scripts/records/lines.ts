/**
 * Input by lines, as it comes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { asBuffer } from "../../kafka/record/bytes_text.ts";

const LINE_FEED = 10;

/**
 * The lines of a stream, byte by byte as they are and without their line feed; all that have come at a
 * time, so that they can share a batch. The last one needs no line feed; after an abort it is left out,
 * since it may be unfinished.
 */
export async function* lineChunks(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Buffer[]> {
  const reader = stream.getReader();
  const cancel = () => void reader.cancel();
  signal.addEventListener("abort", cancel);
  try {
    let begun: Buffer[] = [];
    while (true) {
      const { value, done } = await reader.read();
      if (done) {
        const rest = Buffer.concat(begun);
        if (rest.length > 0 && !signal.aborted) yield [rest];
        return;
      }
      const chunk = asBuffer(value);
      const lines: Buffer[] = [];
      let from = 0;
      for (let end; (end = chunk.indexOf(LINE_FEED, from)) >= 0; from = end + 1) {
        lines.push(Buffer.concat([...begun, chunk.subarray(from, end)]));
        begun = [];
      }
      if (from < chunk.length) begun.push(chunk.subarray(from));
      if (lines.length > 0) yield lines;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** The first line, and the chunks of those behind it. */
export async function splitFirst(
  chunks: AsyncGenerator<Buffer[]>,
): Promise<{ first: Buffer | undefined; rest: AsyncGenerator<Buffer[]> }> {
  const { value, done } = await chunks.next();
  const [first, ...others] = done ? [] : value;
  return { first, rest: rest() };

  async function* rest() {
    if (others.length > 0) yield others;
    yield* chunks;
  }
}
