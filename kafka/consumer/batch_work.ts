import { HEARTBEAT } from "./group_consumer.ts";

/** Work on a batch that is under way. */
interface Running {
  abort: AbortController;
  done: Promise<void>;
}

/**
 * The batches that are worked on. kafkajs sends heartbeats between batches only; here each batch has
 * its own, so that a record may take its time. All can be aborted, or waited for.
 */
export class BatchWork {
  readonly #running = new Set<Running>();

  /**
   * Works on a batch. Aborted work has to throw, or to return, soon; that is not an error.
   *
   * @throws what a heartbeat failed with, and the work was aborted for: most likely the group is
   * rebalancing, and kafkajs joins again when it is told.
   */
  async run(
    heartbeat: () => Promise<void>,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const abort = new AbortController();
    const running = { abort, done: this.#run(heartbeat, work, abort) };
    this.#running.add(running);
    await running.done.finally(() => this.#running.delete(running));
  }

  async #run(
    heartbeat: () => Promise<void>,
    work: (signal: AbortSignal) => Promise<void>,
    abort: AbortController,
  ): Promise<void> {
    let failure: Error | undefined;
    const beats = setInterval(() => {
      heartbeat().catch((error) => {
        failure = error;
        abort.abort();
      });
    }, HEARTBEAT);
    try {
      await work(abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      clearInterval(beats);
    }
    if (failure !== undefined) throw failure;
  }

  /** Aborts the work on all batches. */
  abort(): void {
    for (const { abort } of this.#running) abort.abort();
  }

  /** Waits until no batch is worked on. */
  async done(): Promise<void> {
    await Promise.allSettled([...this.#running].map(({ done }) => done));
  }
}
