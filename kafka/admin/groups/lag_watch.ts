import { partitionName, type TopicPartition } from "../../topic_partition.ts";
import type { GroupSummary, PartitionLag } from "./group_summaries.ts";
import { nextToRead } from "./lag.ts";
import { type LagAt, type LagPace, paceOf, waitingFor, worstPace } from "./lag_pace.ts";
import { LogEndLooks } from "./log_end_looks.ts";

/** The pace is that of about this long, in ms: longer than consumers take from commit to commit. */
const WINDOW = 30_000;

/** Looks within so long count as one, in ms. */
const STEP = 3_000;

interface Progress {
  next: number;
  lags: LagAt[];
}

/** Learns from look to look how far behind groups are in time, and when they will be through. */
export class LagWatch {
  readonly #logs = new Map<string, LogEndLooks>();
  readonly #groups = new Map<string, Map<string, Progress>>();
  #at = 0;

  /** Takes in all groups as they are at a time, in ms. What is not among them is forgotten. */
  look(at: number, groups: readonly GroupSummary[]): void {
    this.#at = at;
    const [names, logs] = [new Set<string>(), new Map<string, number>()];
    for (const { group, lags } of groups) {
      names.add(group);
      const known = this.#groups.get(group) ?? new Map<string, Progress>();
      const now = new Map<string, Progress>();
      for (const lag of lags) {
        const name = partitionName(lag);
        logs.set(name, lag.end);
        now.set(name, progressed(known.get(name), lag, at));
      }
      this.#groups.set(group, now);
    }
    for (const group of this.#groups.keys()) if (!names.has(group)) this.#groups.delete(group);
    for (const name of this.#logs.keys()) if (!logs.has(name)) this.#logs.delete(name);
    for (const [name, end] of logs) {
      let looks = this.#logs.get(name);
      if (looks === undefined) this.#logs.set(name, looks = new LogEndLooks());
      looks.add(at, end);
    }
  }

  /** How far behind a group is in a partition; `undefined` where that was not looked at. */
  of(group: string, partition: TopicPartition): LagPace | undefined {
    const name = partitionName(partition);
    const progress = this.#groups.get(group)?.get(name);
    const looks = this.#logs.get(name)?.looks;
    if (progress === undefined || looks === undefined) return undefined;
    const waiting = waitingFor(looks, progress.next, this.#at);
    return waiting && { ...waiting, ...paceOf(progress.lags) };
  }

  /** How far behind a group is, as its worst partition is; `undefined` where it was not looked at. */
  ofGroup({ group, lags }: Pick<GroupSummary, "group" | "lags">): LagPace | undefined {
    return worstPace(lags.flatMap((lag) => this.of(group, lag) ?? []));
  }
}

function progressed(
  known: Progress | undefined,
  { committed, logStart, lag }: PartitionLag,
  at: number,
): Progress {
  const next = nextToRead(committed, logStart) ?? 0;
  // A group that was set back has another way to go; one that is through has none.
  const begins = known === undefined || next < known.next || lag === 0 || known.lags[0].lag === 0;
  if (begins) return { next, lags: [{ at, next, lag }] };
  const lags = known.lags.filter((look) => look.at > at - WINDOW);
  const [before, last] = [lags.at(-2), lags.at(-1)];
  if (before !== undefined && last !== undefined && last.at - before.at < STEP) lags.pop();
  return { next, lags: [...lags, { at, next, lag }] };
}
