/** How long a processed record may wait for its commit, in ms; the commit itself takes its time too. */
const COMMIT_DELAY = 500;

/** Commits at most twice a second, and soon after there is something to commit. */
export class CommitSchedule {
  readonly #commit: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param commit commits what there is to commit; its failures are followed by another try. */
  constructor(commit: () => Promise<void>) {
    this.#commit = commit;
  }

  /** There is something to commit. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), COMMIT_DELAY);
  }

  /** Commits now, and does not fail: what a commit could not do the next one does. */
  async flush(): Promise<void> {
    this.cancel();
    try {
      await this.#commit();
    } catch {
      this.touch();
    }
  }

  /** Commits no more by itself. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
