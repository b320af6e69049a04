/**
 * Where results go: standard output, or a file that is there only when it is whole.
 *
 * @module
 */

/** Writes all of it to stdout, and tells whether anybody reads it: `| head` does not for long. */
export async function writeOut(bytes: Uint8Array): Promise<boolean> {
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw error;
  }
}

/** Where results go. Disposing of it before {@linkcode Output.finish} leaves nothing behind. */
export interface Output extends AsyncDisposable {
  /** How many were written. */
  readonly bytes: number;
  /** Writes all of it, and tells whether anybody reads it. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** All is written. */
  finish(): Promise<void>;
}

/**
 * Opens a file, or standard output where none is named.
 *
 * @throws {Error} for a file that is there, unless it is to be written over.
 */
export async function openOutput(
  file: string | undefined,
  { force }: { force: boolean },
): Promise<Output> {
  if (file === undefined) return new StandardOutput();
  if (!force && await isThere(file)) {
    throw new Error(`Cannot write ${file}: it is there already; use --force to write over it`);
  }
  // Beside it, as only within a file system a name is changed at once.
  const draft = `${file}.part`;
  try {
    return new FileOutput(await Deno.open(draft, { write: true, create: true, truncate: true }), {
      file,
      draft,
    });
  } catch (error) {
    throw new Error(`Cannot write ${file}: ${(error as Error).message}`);
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await Deno.lstat(file);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

class StandardOutput implements Output {
  bytes = 0;

  async write(bytes: Uint8Array): Promise<boolean> {
    this.bytes += bytes.length;
    return await writeOut(bytes);
  }

  async finish(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}

class FileOutput implements Output {
  bytes = 0;
  readonly #open: Deno.FsFile;
  readonly #names: { file: string; draft: string };
  #isFinished = false;

  constructor(open: Deno.FsFile, names: { file: string; draft: string }) {
    this.#open = open;
    this.#names = names;
  }

  async write(bytes: Uint8Array): Promise<boolean> {
    for (let at = 0; at < bytes.length;) at += await this.#open.write(bytes.subarray(at));
    this.bytes += bytes.length;
    return true;
  }

  async finish(): Promise<void> {
    const { file, draft } = this.#names;
    await this.#open.sync();
    await Deno.rename(draft, file);
    this.#isFinished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#open.close();
    if (!this.#isFinished) await Deno.remove(this.#names.draft).catch(() => {});
  }
}
