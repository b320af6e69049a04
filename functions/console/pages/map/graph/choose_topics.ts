/**
 * Which topics are on the map: of a thousand, those with trouble and those where the most happens,
 * and what is written because of them.
 *
 * @module
 */
import type { TopicSummary } from "../../../../../kafka/admin/overview.ts";
import { isControlTopic } from "../../../live/control_topics.ts";
import { isLetterTopicName } from "../../../../../kafka/letters/letter_topics.ts";

/** How many topics are looked for, and how many there are with those that are written to from them. */
const SEEDS = 12;
const MOST = 20;

/** What is known of topics, for the choice. */
export interface TopicFacts {
  topics: readonly TopicSummary[];
  rates: ReadonlyMap<string, number>;
  /** The topics that somebody reads now, and of them those whose reader is behind and does not catch up. */
  read: ReadonlySet<string>;
  stuck: ReadonlySet<string>;
  /** The topics that belong together: what functions read, and what they write because of it. */
  related(topic: string): readonly string[];
}

/** The topics that are shown, and how many match the filter. */
export function chooseTopics(
  facts: TopicFacts,
  filter: string,
): { shown: TopicSummary[]; matching: number } {
  const wanted = filter.trim().toLowerCase();
  const byName = new Map(facts.topics.map((topic) => [topic.name, topic]));
  const matching = facts.topics.filter(({ name, internal }) =>
    wanted === "" ? !internal && !isControlTopic(name) : name.toLowerCase().includes(wanted)
  );
  const ranked = matching.map((topic) => ({ topic, score: scoreOf(topic, facts) }))
    .sort((a, b) => b.score - a.score || (a.topic.name < b.topic.name ? -1 : 1));
  const shown = new Map<string, TopicSummary>();
  for (const { topic } of ranked.slice(0, SEEDS)) {
    shown.set(topic.name, topic);
    for (const name of facts.related(topic.name)) {
      const other = byName.get(name);
      if (other !== undefined && shown.size < MOST) shown.set(name, other);
    }
  }
  return {
    shown: [...shown.values()].sort((a, b) => a.name < b.name ? -1 : 1),
    matching: matching.length,
  };
}

/** Steps of rates are coarse, so that a map does not change with every record. */
function scoreOf({ name, offline }: TopicSummary, { rates, read, stuck }: TopicFacts): number {
  const rate = Math.floor(Math.log2(1 + (rates.get(name) ?? 0)));
  return (offline > 0 ? 1_000 : 0) + (stuck.has(name) ? 100 : 0) + rate * 2 +
    (read.has(name) ? 3 : 0) + (isLetterTopicName(name) ? 1 : 0);
}
