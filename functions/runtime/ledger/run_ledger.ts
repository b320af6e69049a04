import { Gaps } from "./gaps.ts";

/** What is counted, of a run in a partition, and of any sum of them. */
export interface Counts {
  /** Records delivered, whatever else they count as. */
  consumed: number;
  /** Sequences that are missing now. */
  lost: number;
  /** Records whose sequence had been there before, at another offset. */
  duplicated: number;
  /** Records that came after a later sequence. */
  reordered: number;
  /** Records whose very offset had been delivered before. */
  redelivered: number;
  /** Sequences that are missing because the log was compacted. */
  compacted: number;
}

/** Counts of nothing yet. */
export function zeroCounts(): Counts {
  return { consumed: 0, lost: 0, duplicated: 0, reordered: 0, redelivered: 0, compacted: 0 };
}

/** Adds counts to a sum, in place. */
export function addCounts(sum: Counts, counts: Counts): void {
  sum.consumed += counts.consumed;
  sum.lost += counts.lost;
  sum.duplicated += counts.duplicated;
  sum.reordered += counts.reordered;
  sum.redelivered += counts.redelivered;
  sum.compacted += counts.compacted;
}

/** All that is remembered of a run in a partition. */
export interface RunState {
  /** The lowest sequence seen. What came before it is none of this consumer's business. */
  first: number;
  /** The sequence that follows the highest one seen. */
  next: number;
  /** Offset of the run's last record. */
  lastOffset: number;
  /** The partition's count of holes (offsets without a record) at the run's last record. */
  holes: number;
  /** The partition's count of offsets that the log had dropped unread, when this run was last seen. */
  expired: number;
  counts: Counts;
  gaps: Gaps;
}

/**
 * The reckoning of one run in one partition. The first sequence seen is its baseline, as consuming
 * may begin anywhere in a run.
 */
export class RunLedger {
  readonly #state: RunState;

  constructor(state: RunState) {
    this.#state = state;
  }

  /** A run whose first record is this one. */
  static begin(sequence: number, offset: number, holes: number, expired = 0): RunLedger {
    return new RunLedger({
      first: sequence,
      next: sequence + 1,
      lastOffset: offset,
      holes,
      expired,
      counts: { ...zeroCounts(), consumed: 1 },
      gaps: new Gaps(),
    });
  }

  /** What is remembered. */
  get state(): Readonly<RunState> {
    return this.#state;
  }

  /** The counts so far. */
  get counts(): Counts {
    return this.#state.counts;
  }

  /**
   * Passes over sequences that are missing before the next record because the log had dropped them
   * unread: they are not lost on the way.
   *
   * @param expired the partition's count of dropped offsets so far.
   * @param spare how many of those explain no missing sequence yet.
   * @returns how many explain one now.
   */
  excuse(sequence: number, expired: number, spare: number): number {
    const missing = Math.max(sequence - this.#state.next, 0);
    const excused = Math.min(missing, expired - this.#state.expired, spare);
    this.#state.next += excused;
    this.#state.expired = expired;
    return excused;
  }

  /**
   * Reckons the run's next delivered record.
   *
   * @param holes the partition's count of holes so far.
   * @param spare how many of those explain no missing sequence yet.
   * @returns how many holes this record's gap took as its explanation.
   */
  reckon(sequence: number, offset: number, holes: number, spare: number): number {
    const { first, next, counts } = this.#state;
    const newHoles = Math.min(holes - this.#state.holes, spare);
    this.#state.lastOffset = offset;
    this.#state.holes = holes;
    counts.consumed++;
    if (sequence === next) {
      this.#state.next++;
      return 0;
    }
    if (sequence > next) return this.#skip(sequence, newHoles);
    if (sequence < first) this.#lower(sequence);
    else if (this.#state.gaps.take(sequence)) this.#fill();
    else counts.duplicated++;
    return 0;
  }

  /** A later sequence than the one expected: what lies between was compacted away, or is lost. */
  #skip(sequence: number, holes: number): number {
    const { next, counts, gaps } = this.#state;
    const missing = sequence - next;
    const compacted = Math.min(missing, holes);
    counts.compacted += compacted;
    counts.lost += missing - compacted;
    if (compacted < missing) gaps.add(next, sequence - 1);
    this.#state.next = sequence + 1;
    return compacted;
  }

  /** A sequence below the baseline: the run began earlier, and out of order. */
  #lower(sequence: number): void {
    const { first, counts, gaps } = this.#state;
    counts.reordered++;
    counts.lost += first - sequence - 1;
    gaps.add(sequence + 1, first - 1);
    this.#state.first = sequence;
  }

  /** A missing sequence that arrived after all. */
  #fill(): void {
    const { counts } = this.#state;
    counts.reordered++;
    if (counts.lost > 0) counts.lost--;
    else counts.compacted--;
  }
}
