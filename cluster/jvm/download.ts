/**
 * Verified downloads into the cache: resumed after an interruption, checked against a SHA-512,
 * and put under their name only when they are whole.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { delay } from "@std/async";

/** What to fetch, and what it must be. */
export interface Download {
  /** For messages and progress. */
  name: string;
  /** Gives the address; asked only when something must be fetched. */
  url: () => Promise<string>;
  /** Where it goes. */
  path: string;
  /** Length, bytes. */
  bytes: number;
  /** SHA-512, hexadecimal. */
  sha512: string;
}

/** Called with the bytes that arrived since the last call; negative when they had to be thrown away. */
export type OnBytes = (bytes: number) => void;

/** How often a transfer is taken up again before the download fails. */
const ATTEMPTS = 5;
/** Pause before the second attempt, ms; doubled for each one after that. */
const FIRST_PAUSE = 250;
/** A connection that brings nothing for so long is given up, ms. */
const STALL_TIMEOUT = 30_000;

/** A download that could not be had. */
export class DownloadError extends Error {
  override name = "DownloadError";
}

/**
 * The time of modification that a file gets when its digest was found right. Whoever writes to
 * the file afterwards changes it, so no digest has to be taken at every start; and the JVM's
 * caches, which remember their jars' times, outlive a jar that was fetched again.
 */
const VERIFIED_AT = new Date("2000-01-01T00:00:00Z");

/** Whether the file is there, whole and untouched since it was verified. */
export async function isDownloaded({ path, bytes }: Download): Promise<boolean> {
  const stat = await Deno.stat(path).catch(() => undefined);
  return stat?.size === bytes && stat.mtime?.getTime() === VERIFIED_AT.getTime();
}

/**
 * Fetches one file. Two processes may ask for the same file: the `.part` file is locked, and the
 * second finds the work done.
 *
 * @throws {DownloadError} when it cannot be had whole after several attempts.
 */
export async function download(
  file: Download,
  onBytes: OnBytes = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  await Deno.mkdir(dirname(file.path), { recursive: true });
  const partPath = `${file.path}.part`;
  // A file that is there but was changed is checked as if it had just arrived.
  if (!await isDownloaded(file)) await ifThere(Deno.rename(file.path, partPath));
  using part = await Deno.open(partPath, { read: true, write: true, create: true });
  await part.lock(true);
  if (await isDownloaded(file)) return await ifThere(Deno.remove(partPath));

  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await delay(FIRST_PAUSE * 2 ** (attempt - 1), { signal });
    try {
      await transfer(file, part, onBytes, signal);
      await verify(file, part, onBytes);
      await part.utime(VERIFIED_AT, VERIFIED_AT);
      await Deno.rename(partPath, file.path);
      return;
    } catch (error) {
      failure = error;
      signal.throwIfAborted();
      if (error instanceof PermanentError) break;
    }
  }
  const reason = failure instanceof Error ? failure.message : failure;
  throw new DownloadError(`Cannot download ${file.name}: ${reason}`, { cause: failure });
}

/** What no further attempt mends. */
class PermanentError extends Error {}

/** Brings the part file to its full length, from where it stands (RFC 9110, section 14). */
async function transfer(
  file: Download,
  part: Deno.FsFile,
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<void> {
  let have = (await part.stat()).size;
  if (have > file.bytes) have = await startOver(part);
  if (have === file.bytes) return onBytes(have);

  const stalled = new AbortController();
  const watch = () =>
    setTimeout(() => stalled.abort(new Error("the transfer stalled")), STALL_TIMEOUT);
  let watchdog = watch();
  try {
    const response = await fetch(await file.url(), {
      headers: have > 0 ? { range: `bytes=${have}-` } : {},
      signal: AbortSignal.any([stalled.signal, signal]),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const message = `the repository answered ${response.status} ${response.statusText}`;
      throw response.status === 404 ? new PermanentError(message) : new Error(message);
    }
    // A server that does not know ranges sends everything again, with 200.
    if (response.status !== 206) have = await startOver(part);
    onBytes(have);
    await part.seek(have, Deno.SeekMode.Start);
    for await (const chunk of response.body) {
      clearTimeout(watchdog);
      watchdog = watch();
      await writeAll(part, chunk);
      onBytes(chunk.length);
    }
  } finally {
    clearTimeout(watchdog);
  }
}

/** Compares length and digest; a file that differs is thrown away, so that it is fetched again. */
async function verify(file: Download, part: Deno.FsFile, onBytes: OnBytes): Promise<void> {
  const { size } = await part.stat();
  if (size < file.bytes) {
    onBytes(-size);
    throw new Error(`the transfer ended after ${size} of ${file.bytes} bytes`);
  }
  const digest = await sha512(part);
  if (size === file.bytes && digest === file.sha512) return;
  onBytes(-size);
  await startOver(part);
  throw new Error(`its SHA-512 is ${digest.slice(0, 16)}…, not ${file.sha512.slice(0, 16)}…`);
}

/** SHA-512 of a file from its beginning, hexadecimal. */
export async function sha512(file: Deno.FsFile): Promise<string> {
  const hash = createHash("sha512");
  const buffer = new Uint8Array(1 << 20);
  await file.seek(0, Deno.SeekMode.Start);
  for (let n = await file.read(buffer); n !== null; n = await file.read(buffer)) {
    hash.update(buffer.subarray(0, n));
  }
  return hash.digest("hex");
}

async function startOver(part: Deno.FsFile): Promise<0> {
  await part.truncate();
  return 0;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

async function ifThere(operation: Promise<void>): Promise<void> {
  await operation.catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
