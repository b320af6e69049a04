/** A commit that is kept. */
export interface Commit {
  offset: number;
  /** ms since the Unix epoch, as the group's coordinator saw it. */
  timestamp: number;
  /** When it was read, in whole seconds but given in ms. */
  observedAt: number;
  /** How far it was behind when it was read; `null` if later commits had been read before. */
  lag: number | null;
  /** Its offset in `__consumer_offsets`: the order in which commits were made. */
  order: number;
}

/** The newest commits of a group for one partition, in their order. */
export class CommitWindow {
  readonly #intervals: number;
  readonly #minDistanceMs: number;
  /** Oldest first. */
  readonly #commits: Commit[] = [];

  /**
   * @param intervals how many commits are kept.
   * @param minDistanceMs a commit that follows the one before sooner takes its place.
   */
  constructor(intervals: number, minDistanceMs: number) {
    this.#intervals = intervals;
    this.#minDistanceMs = minDistanceMs;
  }

  /** The commits, oldest first. */
  get commits(): readonly Commit[] {
    return this.#commits;
  }

  /** As many slots as intervals; those not yet filled come first. */
  get slots(): readonly (Commit | null)[] {
    return [...Array(this.#intervals - this.#commits.length).fill(null), ...this.#commits];
  }

  /** Whether a commit of this order is later than all there are. */
  isNewest(order: number): boolean {
    return order > (this.#commits.at(-1)?.order ?? -Infinity);
  }

  /**
   * Takes a commit in, at its place. One that is there already, or is older than a full window, is
   * dropped. A late one has no lag, as it is not known where the log ended then.
   */
  add(commit: Commit): void {
    const commits = this.#commits;
    const isFull = commits.length === this.#intervals;
    if (isFull && commits[0].order >= commit.order) return;
    const lag = this.isNewest(commit.order) ? commit.lag : null;
    let place = commits.length;
    while (place > 0 && commits[place - 1].order > commit.order) place--;
    const before = commits[place - 1];
    if (before?.order === commit.order) return;
    if (before && commit.timestamp - before.timestamp < this.#minDistanceMs) {
      // The time stays: else a group that commits ever so often would never fill a second slot.
      commits[place - 1] = { ...commit, timestamp: before.timestamp, lag };
      return;
    }
    commits.splice(place, 0, { ...commit, lag });
    if (isFull) commits.shift();
  }
}
