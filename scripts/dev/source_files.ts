/**
 * The files that a function is made of, and what they are watched by.
 *
 * @module
 */
import { dirname, join, sep } from "node:path";
import { envFile, localImports } from "../../cluster/own/describe_function.ts";
import type { FunctionSource } from "../../cluster/own/own_function.ts";

/** What TypeScript is written in. */
const MODULE = /\.[cm]?[jt]sx?$/;

/** The files of a function, as they are known now. */
export class SourceFiles {
  readonly #source: FunctionSource;
  #modules: ReadonlySet<string>;

  constructor(source: FunctionSource) {
    this.#source = source;
    this.#modules = new Set([source.file]);
  }

  /** Its modules: those too that it imports and that are not there. */
  get modules(): string[] {
    return [...this.#modules];
  }

  /** Looks what it imports now; whether that is in folders that were not watched. */
  async look(): Promise<boolean> {
    const before = this.folders;
    this.know(await localImports(this.#source));
    return this.folders.some((folder) => !before.includes(folder));
  }

  /** Takes note of its modules; where there are none, they could not be read, and are what they were. */
  know(modules: readonly string[]): void {
    if (modules.length > 0) this.#modules = new Set([this.#source.file, ...modules]);
  }

  /** The folders to watch. */
  get folders(): string[] {
    const { folder } = this.#source;
    const others = [...this.#modules].map((path) => dirname(path)).filter((path) =>
      !isIn(path, folder)
    );
    return [...new Set([folder, ...others])];
  }

  /** Whether the function is made of this file. */
  isPart(path: string): boolean {
    return this.#modules.has(path);
  }

  /** Whether a process of the function reads this file when it starts. */
  isSetting(path: string): boolean {
    const { folder, config } = this.#source;
    return [envFile(this.#source), join(folder, "deno.json"), config].includes(path);
  }

  /** Whether it is a module beside the function that it does not import, such as its test. */
  isBeside(path: string): boolean {
    return !this.isPart(path) && isIn(path, this.#source.folder) && MODULE.test(path);
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}
