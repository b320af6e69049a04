/** How much of a file is read at a time, in bytes: its lines share a batch, and one of Kafka's has 1 MiB. */
const CHUNK = 512 * 1024;

/** The bytes of a file, or of standard input where none is named. @throws {Error} that names the file. */
export async function openInput(file: string | undefined): Promise<ReadableStream<Uint8Array>> {
  if (file === undefined) return Deno.stdin.readable;
  try {
    if ((await Deno.stat(file)).isDirectory) throw new Error("it is a folder");
    return chunks(await Deno.open(file));
  } catch (error) {
    const isMissing = error instanceof Deno.errors.NotFound;
    const detail = isMissing ? "there is no such file" : (error as Error).message;
    throw new Error(`Cannot read ${file}: ${detail}`);
  }
}

/** Deno's own stream of a file reads 64 KiB at a time, a send each. */
function chunks(file: Deno.FsFile): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const buffer = new Uint8Array(CHUNK);
      const read = await file.read(buffer);
      if (read !== null) return controller.enqueue(buffer.subarray(0, read));
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}
