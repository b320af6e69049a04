/**
 * A command of a user that goes on while the test does other things.
 *
 * @module
 */
import { eventually, type Lab } from "../lab.ts";

/** Where hope ends that it says something, ms: a type checker begins slowly on a machine that is busy. */
const HOPE = 180_000;

/** A `deno task …` whose output is read as it comes. It is ended, as by Ctrl-C, when it is disposed of. */
export class RunningCommand implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #reading: Promise<unknown>;
  #text = "";
  /** Up to where the output was looked at. */
  #seen = 0;

  constructor(lab: Lab, ...args: string[]) {
    this.#process = lab.spawn(...args);
    this.#reading = Promise.all([
      this.#process.stdin.close(),
      this.#read(this.#process.stdout),
      this.#read(this.#process.stderr),
    ]);
  }

  /** Settles once it says this, after what was waited for last. */
  async says(pattern: RegExp): Promise<void> {
    await eventually(`it says ${pattern}`, () => {
      const found = this.#text.slice(this.#seen).match(pattern);
      if (!found) throw new Error(`it said:\n${this.#text.slice(this.#seen)}`);
      this.#seen += found.index! + found[0].length;
      return true;
    }, HOPE);
  }

  /** Ends it, and settles with its exit code and all that it said. */
  async stop(): Promise<{ code: number; text: string }> {
    try {
      this.#process.kill("SIGINT");
    } catch {
      // It has ended already.
    }
    const { code } = await this.#process.status;
    await this.#reading;
    return { code, text: this.#text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #read(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) this.#text += chunk;
  }
}
