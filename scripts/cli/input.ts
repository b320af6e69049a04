/** The bytes of a file, or of standard input where none is named. @throws {Error} that names the file. */
export async function openInput(file: string | undefined): Promise<ReadableStream<Uint8Array>> {
  if (file === undefined) return Deno.stdin.readable;
  try {
    return (await Deno.open(file)).readable;
  } catch (error) {
    const detail = error instanceof Deno.errors.NotFound ? "there is no such file" : `${error}`;
    throw new Error(`Cannot read ${file}: ${detail}`);
  }
}
