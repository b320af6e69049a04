/**
 * What happened to the lab, as charts mark it and the map shows it: told from what Kafka and the
 * functions say from look to look.
 *
 * @module
 */

/** What kind of thing happened. */
export type MomentKind =
  | "broker-gone"
  | "broker-back"
  | "leaders"
  | "members"
  | "restart"
  | "deploy"
  | "chaos";

/** Something that happened. */
export interface Moment {
  /** In ms since the Unix epoch. */
  at: number;
  kind: MomentKind;
  /** In a few words: `kafka2 gone`. */
  text: string;
  /** The topics, or the group, that it is about; neither: all. */
  topics?: string[];
  group?: string;
}

/** What a page is about. */
export interface Subject {
  topic?: string;
  group?: string;
}

/** For how long moments are kept, in ms: as far as the history reaches. */
const KEPT = 90 * 60_000;

/** No more than these are kept. */
const MOST = 400;

/** The last moments. */
export class Moments {
  /** By time, each with its number: they do not come in the order in which they happened. */
  #moments: { moment: Moment; number: number }[] = [];
  #added = 0;

  /** How many were ever added. */
  get added(): number {
    return this.#added;
  }

  /** Takes in what happened, in any order; what is known already is passed over. */
  add(moments: readonly Moment[], now: number): void {
    if (moments.length === 0 && (this.#moments[0]?.moment.at ?? now) > now - KEPT) return;
    const known = new Set(this.#moments.map(({ moment }) => nameOf(moment)));
    const added = moments.filter((one) => !known.has(nameOf(one)))
      .map((moment) => ({ moment, number: this.#added++ }));
    this.#moments = [...this.#moments, ...added]
      .filter(({ moment }) => moment.at > now - KEPT)
      .sort((a, b) => a.moment.at - b.moment.at)
      .slice(-MOST);
  }

  /**
   * Those since a time, oldest first.
   *
   * @param of a topic or a group: those that are about it, or about everything; without either, those
   * that are about no group.
   */
  since(at: number, of: Subject = {}): Moment[] {
    return this.#moments.map(({ moment }) => moment).filter((moment) =>
      moment.at >= at &&
      (moment.group === undefined || moment.group === of.group) &&
      (moment.topics === undefined || of.topic === undefined || moment.topics.includes(of.topic))
    );
  }

  /** Those that were added when there were so many, or later. */
  addedSince(count: number): Moment[] {
    return this.#moments.filter(({ number }) => number >= count).map(({ moment }) => moment);
  }
}

function nameOf({ at, kind, text }: Moment): string {
  return `${at} ${kind} ${text}`;
}
