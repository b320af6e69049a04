import { type Runnable, RunningFunction, type RunOptions } from "../../testing/running_function.ts";

/** A function that has something to do with the load: it can be killed, and started again in its place. */
export class LoadFunction implements AsyncDisposable {
  readonly source: Runnable;
  readonly #start: () => RunningFunction;
  #running: RunningFunction;

  /** Starts it; `suffix` makes its group and its control topic this run's alone. */
  constructor(
    source: Runnable,
    place: RunOptions & { brokers: readonly string[]; suffix: string },
  ) {
    this.source = source;
    this.#start = () => new RunningFunction(source, place);
    this.#running = this.#start();
  }

  /** The process that it is now. */
  get now(): RunningFunction {
    return this.#running;
  }

  /** Ends it as `kill -9` does. @returns the proof. */
  async kill(): Promise<string> {
    const { pid, ended } = this.#running;
    this.#running.kill();
    const { signal } = await ended;
    await this.#running.stop();
    if (signal !== "SIGKILL") throw new Error(`The fault has not landed: pid ${pid} had ended`);
    return `pid ${pid} ended by ${signal}`;
  }

  /** Starts it again: settles when it does its work. */
  async restart(): Promise<void> {
    this.#running = this.#start();
    await this.#running.ready();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running.stop();
  }
}
