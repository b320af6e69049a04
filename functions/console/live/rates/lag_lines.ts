/**
 * Which partitions have a line of their own in the charts of lag. Each line is kept for as long as
 * the history reaches, so there are only so many: of a bounded number of groups, those that somebody
 * looks at before all others, and of each the partitions that have the most lag.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import { comparePartitions, type TopicPartition } from "../../../../kafka/topic_partition.ts";
import { lagSeries } from "../memory/series.ts";

/** The most groups that have lines. A line has 600 points of 8 bytes, so all take 4 MB at most. */
const MAX_GROUPS = 100;

/** More lines than these cannot be told apart. */
const MAX_LINES = 8;

/** A group that nobody looked at for so long, in ms, is no longer watched. */
const WATCHED = 60_000;

/** How many records a group is behind in a partition. */
export type LagLine = TopicPartition & { lag: number };

interface Chosen {
  /** The names of the series. */
  lines: ReadonlySet<string>;
  watchedAt: number;
}

/** The lines of lag, by group. */
export class LagLines {
  /** The one that nobody looked at for the longest time comes first. */
  readonly #groups = new Map<string, Chosen>();

  /**
   * The partitions of a group that its chart has lines of, by topic and partition. They stay the
   * same while somebody looks at them, as lines of a chart should.
   *
   * @param now in ms.
   */
  watch(group: string, lags: readonly LagLine[], now = performance.now()): LagLine[] {
    const known = this.#groups.get(group);
    const isWatched = known !== undefined && now - known.watchedAt < WATCHED;
    const lines = choose(group, lags, isWatched ? known.lines : new Set());
    this.#groups.delete(group);
    this.#groups.set(group, { lines, watchedAt: now });
    const [first] = this.#groups.keys();
    if (this.#groups.size > MAX_GROUPS) this.#groups.delete(first);
    return lags.filter((lag) => lines.has(lagSeries(group, lag))).sort(comparePartitions);
  }

  /** The newest figure of each line. Groups that are new have lines too, as long as there is room. */
  *figures(groups: readonly GroupSummary[]): Generator<[string, number]> {
    const names = new Set(groups.map(({ group }) => group));
    for (const group of this.#groups.keys()) if (!names.has(group)) this.#groups.delete(group);
    for (const { group, lags } of groups) {
      let chosen = this.#groups.get(group);
      if (chosen === undefined) {
        if (this.#groups.size >= MAX_GROUPS) continue;
        chosen = { lines: choose(group, lags, new Set()), watchedAt: -Infinity };
        this.#groups.set(group, chosen);
      }
      for (const lag of lags) {
        const series = lagSeries(group, lag);
        if (chosen.lines.has(series)) yield [series, lag.lag];
      }
    }
  }
}

/** The lines that are kept, and then the partitions that have the most lag. */
function choose(
  group: string,
  lags: readonly LagLine[],
  kept: ReadonlySet<string>,
): ReadonlySet<string> {
  const named = lags.map(({ lag, ...partition }) => ({ name: lagSeries(group, partition), lag }));
  const order = named.toSorted((a, b) =>
    Number(kept.has(b.name)) - Number(kept.has(a.name)) || b.lag - a.lag
  );
  return new Set(order.slice(0, MAX_LINES).map(({ name }) => name));
}
