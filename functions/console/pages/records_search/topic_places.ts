/**
 * The topics of a search, and where it goes on in each, as an address holds it:
 * `orders~0:12,1:7~payments~0:3`. A tilde is in no topic's name.
 *
 * @module
 */
import type { BrowsePlace } from "../../../../kafka/reader/browse.ts";
import { isControlTopic } from "../../live/control_topics.ts";
import { placeText } from "../../components/search/records_query.ts";

/** How many topics are searched at once. */
export const MAX_TOPICS = 20;

/**
 * The names that were asked for: parted by commas or blanks, where `*` stands for anything; at the
 * beginning, for what is no topic of Kafka's or the lab's own.
 */
export function topicsAskedFor(text: string, all: readonly string[]): string[] {
  const patterns = text.split(/[\s,]+/).filter(Boolean).map((pattern) => {
    const parts = pattern.split("*").map((part) => RegExp.escape(part));
    const whole = new RegExp(`^${parts.join(".*")}$`);
    const isForAny = pattern.startsWith("*");
    return (name: string) => whole.test(name) && !(isForAny && isControlTopic(name));
  });
  return all.filter((name) => patterns.some((matches) => matches(name)));
}

/** Where each topic goes on, as text. */
export function placesText(places: ReadonlyMap<string, BrowsePlace>): string {
  return [...places].map(([topic, place]) => `${topic}~${placeText(place)}`).join("~");
}

/** The places of a text, each as the search of one topic has it; a topic that is not in it is done. */
export function readPlaces(text: string): Map<string, string> {
  const parts = text.split("~");
  const places = new Map<string, string>();
  for (let i = 0; i + 1 < parts.length; i += 2) places.set(parts[i], parts[i + 1]);
  return places;
}
