/**
 * One function that is worked on: what runs of it, and what comes next when it is saved.
 *
 * @module
 */
import type { FunctionDescription } from "../../cluster/own/own_function.ts";
import type { DevProcess } from "./dev_process.ts";
import type { TypeFault } from "./type_checker.ts";

/** What a function that is worked on needs of the world. */
export interface DevWorld {
  /** Starts a process that can load the function, with what this description lets it do. */
  start(description: FunctionDescription): DevProcess;
  /** What the function says of itself now; nothing where it cannot, which it has told. */
  describe(): Promise<FunctionDescription | undefined>;
  /** What is wrong with its types, or nothing where that is not known yet, and is told when it is. */
  typeFaults(): Promise<readonly TypeFault[]>;
  /** Settles when a process that runs does its work. */
  untilWorking(process: DevProcess, description: FunctionDescription): Promise<void>;
  /** A process did not end by itself, so that its group waits for it. */
  onKilled(description: FunctionDescription): Promise<void>;
  /** Tells what happened, with how it is going on. */
  tell(event: DevEvent): void;
}

/** What happens to a function that is worked on. */
export type DevEvent =
  /** It runs as it was saved; `ms` since the save, or since it was started first. */
  | { kind: "running"; ms: number; isFirst: boolean }
  /** It was not taken as it was saved: what ran before goes on, if anything did. */
  | { kind: "refused"; why: "types"; goesOn: boolean; faults: readonly TypeFault[] }
  /** It cannot be loaded: `lines` is what it wrote, where that is not told yet. */
  | { kind: "refused"; why: "load"; goesOn: boolean; lines: readonly string[] }
  /** It ended by itself, and is started when it is saved next. */
  | { kind: "ended"; how: string };

/** A process, and what its function says of itself. */
interface Running {
  process: DevProcess;
  description: FunctionDescription;
}

/** A function that is worked on, from {@linkcode start} until {@linkcode stop}. */
export class DevFunction {
  readonly #world: DevWorld;
  #running: Running | undefined;
  /** Has loaded what all functions need, and waits for the next save. */
  #next: Running | undefined;
  #described: FunctionDescription | undefined;
  /** When the save was that is not taken yet, as performance.now() tells. */
  #saved: number | undefined;
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isStopped = false;

  /** @param description what it said of itself last; nothing where it cannot be loaded yet. */
  constructor(world: DevWorld, description?: FunctionDescription) {
    this.#world = world;
    this.#described = description;
  }

  /** Starts it. */
  async start(): Promise<void> {
    this.#isWorking = true;
    this.#work = this.#take(performance.now(), true);
    await this.#work;
    this.#isWorking = false;
    this.#go();
  }

  /**
   * Takes it as it is saved now; what is saved meanwhile is taken afterwards.
   *
   * @param isSetting whether a process has to start for it anew, as for variables.
   */
  save(isSetting = false): void {
    this.#saved ??= performance.now();
    if (isSetting) void this.#stopNext();
    this.#go();
  }

  /** What it says of itself, if it runs. */
  get description(): FunctionDescription | undefined {
    return this.#running?.description;
  }

  /** Ends all of it, with grace. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([this.#stopNext(), this.#stopRunning()]);
    await this.#work;
  }

  #go(): void {
    if (this.#isWorking || this.#saved === undefined || this.#isStopped) return;
    const saved = this.#saved;
    this.#saved = undefined;
    this.#isWorking = true;
    this.#work = this.#take(saved, false).finally(() => {
      this.#isWorking = false;
      this.#go();
    });
  }

  /** Puts the function as it is in the place of what runs, if it is good. */
  async #take(saved: number, isFirst: boolean): Promise<void> {
    const [loaded, faults] = await Promise.all([this.#load(), this.#world.typeFaults()]);
    if (this.#isStopped) return;
    const goesOn = this.#running !== undefined;
    if (Array.isArray(loaded)) {
      this.#world.tell({ kind: "refused", why: "load", goesOn, lines: loaded });
      return this.#prepare();
    }
    if (faults.length > 0) {
      this.#world.tell({ kind: "refused", why: "types", goesOn, faults });
      await loaded.process.stop();
      return this.#prepare();
    }
    await this.#stopRunning();
    if (this.#isStopped) return;
    this.#running = loaded;
    loaded.process.run();
    loaded.process.ended.then((how) => this.#onEnd(loaded, how));
    await this.#world.untilWorking(loaded.process, loaded.description);
    if (this.#running !== loaded) return;
    this.#world.tell({ kind: "running", ms: performance.now() - saved, isFirst });
    this.#prepare();
  }

  /** Loads the function into a process that may do what it wants; else what is to be told of it. */
  async #load(): Promise<Running | string[]> {
    let isFresh = this.#described === undefined;
    this.#described ??= await this.#world.describe();
    if (this.#described === undefined) return [];
    while (true) {
      this.#prepare();
      const { process, description: given } = this.#next!;
      this.#next = undefined;
      const description = await process.load();
      if (Array.isArray(description)) {
        // It may import what is beyond the process, which was started before that was known.
        if (isFresh) return description;
        const described = await this.#world.describe();
        if (described === undefined) return [];
        this.#described = described;
        isFresh = true;
        continue;
      }
      this.#described = description;
      if (mayTheSame(description, given)) return { process, description };
      // Permissions are given when a process starts.
      await process.stop();
    }
  }

  /** Has a process ready for what is saved next. */
  #prepare(): void {
    if (this.#next || this.#isStopped || this.#described === undefined) return;
    this.#next = { process: this.#world.start(this.#described), description: this.#described };
  }

  async #stopNext(): Promise<void> {
    const next = this.#next;
    this.#next = undefined;
    await next?.process.stop();
  }

  async #stopRunning(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    if (await running.process.stop()) await this.#world.onKilled(running.description);
  }

  async #onEnd(running: Running, how: string): Promise<void> {
    if (this.#running !== running) return;
    this.#running = undefined;
    await this.#world.onKilled(running.description);
    this.#world.tell({ kind: "ended", how });
  }
}

/** Whether a process that was started by one description may do all that the other one wants. */
function mayTheSame(a: FunctionDescription, b: FunctionDescription): boolean {
  const given = ({ port, permissions, env }: FunctionDescription) =>
    JSON.stringify([port, permissions, env]);
  return given(a) === given(b);
}
