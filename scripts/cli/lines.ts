/**
 * Text by lines, as it comes.
 *
 * @module
 */

/**
 * The lines of a stream of UTF-8, all that have come at a time, so that they can share a batch.
 * The last one needs no line feed; after an abort it is left out, since it may be unfinished.
 */
export async function* lineChunks(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  const cancel = () => reader.cancel();
  signal.addEventListener("abort", cancel);
  try {
    let rest = "";
    while (true) {
      const { value, done } = await reader.read();
      if (done) {
        if (rest !== "" && !signal.aborted) yield [rest];
        return;
      }
      const lines = (rest + value).split(/\r?\n/);
      rest = lines.pop()!;
      if (lines.length > 0) yield lines;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
