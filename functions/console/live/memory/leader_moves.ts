import type { Overview } from "../../../../kafka/admin/overview.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";

/** A partition that another broker leads now. */
export interface LeaderMove extends TopicPartition {
  /** In ms since the Unix epoch. */
  at: number;
  from: number;
  to: number;
}

/** For how long a move is news, in ms. */
const NEWS = 60_000;

/** No more than these are remembered: with thousands of partitions, their number says it. */
const MOST = 2_000;

/** Sees from look to look which partitions got another leader. */
export class LeaderMoves {
  /** By topic, the last leader of each partition: one that is gone is kept until there is another. */
  #leaders = new Map<string, (number | undefined)[]>();
  #moves: LeaderMove[] = [];

  /** The moves that are news, oldest first. */
  get recent(): readonly LeaderMove[] {
    return this.#moves;
  }

  /** Takes in the cluster as it is at a time, in ms. @returns the moves since the last look. */
  look(at: number, topics: Overview["topics"]): LeaderMove[] {
    const found: LeaderMove[] = [];
    const leaders = new Map<string, (number | undefined)[]>();
    for (const { name: topic, leaders: now } of topics) {
      const before = this.#leaders.get(topic);
      leaders.set(topic, now.map((to, partition) => to ?? before?.[partition]));
      now.forEach((to, partition) => {
        const from = before?.[partition];
        if (from !== undefined && to !== undefined && from !== to) {
          found.push({ topic, partition, at, from, to });
        }
      });
    }
    this.#leaders = leaders;
    this.#moves = [...this.#moves, ...found].filter((move) => move.at > at - NEWS).slice(-MOST);
    return found;
  }
}
