import { build, type Histogram } from "hdr-histogram-js";
import type { Stamp } from "./stamp.ts";
import { addCounts, type Counts, RunLedger, zeroCounts } from "./run_ledger.ts";

/** How many runs are told apart in a partition; the one that is longest silent joins the sum. */
const MAX_RUNS = 16;

/** The longest latency told apart, in µs: a day. */
const MAX_LATENCY = 86_400_000_000;

/** A histogram of latencies in µs. With 2 digits its values are right to 1 %. */
export function latencyHistogram(digits: 1 | 2 = 2): Histogram {
  return build({
    highestTrackableValue: MAX_LATENCY,
    numberOfSignificantValueDigits: digits,
    bitBucketSize: 64,
  });
}

/** All that is remembered of a partition. */
export interface PartitionState {
  /** Offset of the next record. */
  position: number;
  /** Offsets seen to hold no record: compacted away, or markers of transactions. */
  holes: number;
  /** How many of the holes explain a missing sequence. */
  explained: number;
  /** Offsets that the log had dropped (retention) before they were read. */
  expired: number;
  /** How many of the expired explain a missing sequence. */
  excused: number;
  /** How often the log began anew below our position: the topic was made again, or truncated. */
  resets: number;
  /** Records without a stamp. */
  unstamped: number;
  /** The counts of all runs that are no longer told apart. */
  folded: Counts;
  runs: Map<string, RunLedger>;
  latency: Histogram;
}

/**
 * The reckoning of a partition: what was lost, duplicated and reordered on the way here, and how long
 * records took. A sequence gap counts as a loss only as far as it is wider than the gap of offsets:
 * compaction and retention remove records together with their offsets.
 */
export class PartitionLedger {
  readonly #state: PartitionState;

  constructor(state: Pick<PartitionState, "position"> & Partial<PartitionState>) {
    this.#state = {
      holes: 0,
      explained: 0,
      expired: 0,
      excused: 0,
      resets: 0,
      unstamped: 0,
      folded: zeroCounts(),
      runs: new Map(),
      latency: latencyHistogram(),
      ...state,
    };
  }

  /** What is remembered. */
  get state(): Readonly<PartitionState> {
    return this.#state;
  }

  /** Whether nothing was reckoned yet. */
  get isUnused(): boolean {
    const { position, holes, expired, resets } = this.#state;
    return position + holes + expired + resets === 0;
  }

  /** The counts of all runs, and of records without a stamp. */
  get totals(): Counts {
    const totals = { ...this.#state.folded };
    for (const run of this.#state.runs.values()) addCounts(totals, run.counts);
    totals.consumed += this.#state.unstamped;
    return totals;
  }

  /**
   * Reckons the next delivered record.
   *
   * @param now µs since the Unix epoch.
   * @param redelivered whether this very offset was delivered before.
   */
  reckon(offset: number, stamp: Stamp | undefined, now: number, redelivered = false): void {
    const state = this.#state;
    this.advance(offset);
    state.position = offset + 1;
    if (stamp === undefined) {
      state.unstamped++;
      if (redelivered) state.folded.redelivered++;
      return;
    }
    state.latency.recordValue(Math.min(Math.max(now - stamp.time, 0), MAX_LATENCY));
    const run = this.#reckonRun(offset, stamp);
    if (redelivered) run.counts.redelivered++;
  }

  #reckonRun(offset: number, { run: id, sequence }: Stamp): RunLedger {
    const state = this.#state;
    const known = state.runs.get(id);
    if (known !== undefined) {
      const { expired } = state;
      if (known.state.expired !== expired) {
        state.excused += known.excuse(sequence, expired, expired - state.excused);
      }
      const spare = state.holes - state.explained;
      state.explained += known.reckon(sequence, offset, state.holes, spare);
      return known;
    }
    if (state.runs.size >= MAX_RUNS) this.#foldOldest();
    const run = RunLedger.begin(sequence, offset, state.holes, state.expired);
    state.runs.set(id, run);
    return run;
  }

  #foldOldest(): void {
    const { runs, folded } = this.#state;
    const [id, run] = [...runs].reduce((oldest, entry) =>
      entry[1].state.lastOffset < oldest[1].state.lastOffset ? entry : oldest
    );
    addCounts(folded, run.counts);
    runs.delete(id);
  }

  /** Moves on over offsets that hold no record. */
  advance(offset: number): void {
    this.#state.holes += offset - this.#state.position;
    this.#state.position = offset;
  }

  /**
   * Moves on to the offset where the log goes on, or begins anew. What it dropped in between counts as
   * expired, and explains as many sequences that are missing then: they are not lost on the way.
   */
  jump(offset: number): void {
    const { position } = this.#state;
    if (offset > position) this.#state.expired += offset - position;
    else this.#state.resets++;
    this.#state.position = offset;
  }
}
