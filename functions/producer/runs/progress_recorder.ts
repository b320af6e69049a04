/**
 * Records how far a run with a count has come.
 *
 * @module
 */
import type { Control } from "../../runtime/control/control.ts";
import type { Executor } from "./executor.ts";
import type { Progress } from "./wanted_run.ts";

/** Writes a run's progress to the control topic. */
export class ProgressRecorder {
  readonly #executor: Pick<Executor, "progress">;
  readonly #progress: Pick<Control<Progress>, "change">;
  #recording: Promise<void> | undefined;

  constructor(executor: Pick<Executor, "progress">, progress: Pick<Control<Progress>, "change">) {
    this.#executor = executor;
    this.#progress = progress;
  }

  /** Records the progress if it has grown. Does nothing while the last record is being written. */
  record(): Promise<void> {
    return this.#recording ??= this.#record().finally(() => this.#recording = undefined);
  }

  async #record(): Promise<void> {
    const progress = this.#executor.progress;
    if (progress === undefined) return;
    const { run, done } = progress;
    try {
      await this.#progress.change((current) =>
        current?.run === run && current.done >= done ? undefined : progress
      );
    } catch {
      // Kafka cannot be reached, and so the run stands still as well. The next second tries again.
    }
  }
}
