/**
 * A log file that is renamed when it has become large: `burrow.log` becomes
 * `burrow-2026-01-31T12-00-00.000.log`, as LinkedIn's Burrow names them. The oldest ones are removed.
 *
 * @module
 */
import { dirname, join, parse } from "node:path";

/** Options of {@linkcode LogFile}. */
export interface LogFileOptions {
  path: string;
  /** The largest size, in bytes. */
  maxBytes: number;
  /** How many renamed files are kept; 0: all. */
  maxBackups: number;
  /** How long they are kept, in ms; 0: for ever. */
  maxAgeMs: number;
}

/** A file that lines are appended to. */
export class LogFile {
  readonly #options: LogFileOptions;
  readonly #encoder = new TextEncoder();
  #file: Deno.FsFile;
  #bytes: number;

  /** Opens the file, and creates its folder. @throws {Error} if it cannot be written. */
  constructor(options: LogFileOptions) {
    this.#options = options;
    Deno.mkdirSync(dirname(options.path), { recursive: true });
    this.#file = Deno.openSync(options.path, { append: true, create: true });
    this.#bytes = this.#file.statSync().size;
  }

  /** Appends a line. */
  write(line: string): void {
    const bytes = this.#encoder.encode(`${line}\n`);
    if (this.#bytes > 0 && this.#bytes + bytes.length > this.#options.maxBytes) this.#rotate();
    this.#bytes += bytes.length;
    for (let written = 0; written < bytes.length;) {
      written += this.#file.writeSync(bytes.subarray(written));
    }
  }

  /** Closes it. */
  close(): void {
    this.#file.close();
  }

  #rotate(): void {
    const { path } = this.#options;
    const { dir, name, ext } = parse(path);
    const time = new Date().toISOString().replaceAll(":", "-").replace("Z", "");
    this.#file.close();
    Deno.renameSync(path, join(dir, `${name}-${time}${ext}`));
    this.#removeOld();
    this.#file = Deno.openSync(path, { append: true, create: true });
    this.#bytes = 0;
  }

  #removeOld(): void {
    const { path, maxBackups, maxAgeMs } = this.#options;
    const { dir, name, ext } = parse(path);
    const backups = [...Deno.readDirSync(dir || ".")]
      .map((entry) => entry.name)
      .filter((file) => isBackup(file, name, ext))
      .toSorted().toReversed()
      .map((file) => join(dir, file));
    const oldest = maxAgeMs === 0 ? 0 : Date.now() - maxAgeMs;
    backups.forEach((file, i) => {
      const tooMany = maxBackups > 0 && i >= maxBackups;
      if (tooMany || (Deno.statSync(file).mtime?.getTime() ?? oldest) < oldest) {
        Deno.removeSync(file);
      }
    });
  }
}

/** Whether a file was renamed here: names of others can begin and end alike. */
function isBackup(file: string, name: string, ext: string): boolean {
  if (!file.startsWith(`${name}-`) || !file.endsWith(ext)) return false;
  const time = file.slice(name.length + 1, file.length - ext.length);
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}$/.test(time);
}
