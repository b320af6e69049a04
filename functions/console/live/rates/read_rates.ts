/**
 * How many records a second each group reads of each topic, from what it commits: so it is known of
 * any client.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import { Rates } from "./rates.ts";

/** Clients commit every five seconds where nobody says otherwise: the rate is that of more, in ms. */
const WINDOW = 12_000;

/** The name of a group's rate in a topic. A topic's name has no colon. */
export function readRate(group: string, topic: string): string {
  return `${topic}:${group}`;
}

/** Turns committed offsets into rates. */
export class ReadRates {
  readonly #rates = new Rates(WINDOW);

  /** Records a second, by the name of {@linkcode readRate}. */
  update(atMs: number, groups: readonly GroupSummary[]): ReadonlyMap<string, number> {
    const committed = new Map<string, number>();
    for (const { group, lags } of groups) {
      for (const { topic, committed: offset } of lags) {
        if (offset === undefined) continue;
        const name = readRate(group, topic);
        committed.set(name, (committed.get(name) ?? 0) + offset);
      }
    }
    return this.#rates.update(atMs, committed);
  }
}
