import type { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { LoadFunction } from "./load_function.ts";
import { type BuiltIn, builtIn, type LoadSource } from "./load_source.ts";
import { Passage } from "./passage.ts";

/** Which functions run for a load. */
export interface FunctionsOfLoad {
  /** Functions that take their records from the load's topic. */
  through?: readonly LoadSource[];
  /** Functions that run beside it, to be looked at or to be broken. */
  beside?: readonly BuiltIn[];
  /** What the environment of a function of this name has besides. */
  env?(name: string): Record<string, string> | undefined;
}

/** Where they run. */
export interface FunctionsPlace {
  settings: KafkaSettings;
  /** Closed by whoever has made them. */
  brokers: Brokers;
  /** The load's topic. */
  topic: string;
  partitions: number;
  /** ms since the run began. */
  clock(): number;
  /** Is told of each record that a function has passed on, by the partition of the load that it came of. */
  passed(partition: number, at: number): void;
}

/** All functions that run for a load. */
export class LoadFunctions implements AsyncDisposable {
  /** Those that the load passes through. */
  readonly passages: Passage[] = [];
  readonly #functions: FunctionsOfLoad;
  readonly #place: FunctionsPlace;
  readonly #beside: LoadFunction[] = [];

  constructor(functions: FunctionsOfLoad, place: FunctionsPlace) {
    this.#functions = functions;
    this.#place = place;
  }

  /** All of them. */
  get all(): readonly LoadFunction[] {
    return [...this.passages.map((passage) => passage.function), ...this.#beside];
  }

  /** Starts all of them, and settles when they take records. */
  async start(): Promise<void> {
    await Promise.all([this.#startBeside(), this.#openPassages()]);
  }

  /** Settles when those that the load passes through have read up to these ends. @throws {Error} when not in time. */
  async drained(ends: ReadonlyMap<number, number>): Promise<void> {
    await Promise.all(this.passages.map((one) => one.drained(ends)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.passages, ...this.#beside];
    await Promise.all(all.map((one) => one[Symbol.asyncDispose]()));
  }

  async #startBeside(): Promise<void> {
    const { settings: { brokers }, topic } = this.#place;
    const { beside = [], env } = this.#functions;
    for (const name of beside) {
      const place = { brokers, suffix: `${name}-${topic}`, env: env?.(name) };
      this.#beside.push(new LoadFunction(builtIn(name), place));
    }
    await Promise.all(this.#beside.map(({ now }) => now.ready()));
  }

  /** Has each function take its records from the load's topic. */
  async #openPassages(): Promise<void> {
    const { through = [], env } = this.#functions;
    const byCommits = through.every(({ output }) => output === undefined);
    for (const source of through) {
      const options = { ...this.#place, env: env?.(source.name), byCommits };
      this.passages.push(await Passage.open(source, options));
    }
  }
}
