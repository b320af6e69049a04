/**
 * The lab's functions as the map needs them: what they read, and what they write because of it.
 *
 * @module
 */
import type { Sample } from "../../../live/memory/sample.ts";
import { path } from "../../../web/html.ts";

/** A function of the lab. */
export interface MapFunction {
  name: string;
  href: string;
  /** The group that it reads as; absent where it does not read. */
  group?: string;
  topics: readonly string[];
  output?: string;
  /** Records/s that it writes there. */
  outputRate?: number;
  /** Its topics of dead letters. */
  letters: readonly string[];
}

/** The functions that run, or are known to. */
export function mapFunctions({ producer, consumer, own }: Sample): MapFunction[] {
  const functions: MapFunction[] = [];
  const run = producer?.value;
  const to = run?.wanted.parameters?.topic;
  if (run?.state === "started" && typeof to === "string") {
    const outputRate = run.run?.perSecond;
    functions.push({
      ...{ name: "producer", href: "/#producer", topics: [], letters: [], output: to, outputRate },
    });
  }
  const wanted = consumer?.value?.wanted;
  if (wanted) {
    const { topics, group } = wanted;
    const letters = topics.map((topic) => `${topic}.dlq`);
    functions.push({ name: "consumer", href: path("groups", group), group, topics, letters });
  }
  for (const [name, { status: { value }, outputRate }] of own) {
    if (value === undefined) continue;
    const { trigger, output, deadLetters } = value.function;
    functions.push({
      ...{ name, href: path("functions", name), outputRate },
      ...{ group: trigger?.group, topics: trigger?.topics ?? [], output: output?.topic },
      letters: Object.values(deadLetters).filter((topic) => topic !== null),
    });
  }
  return functions;
}

/** What belongs to a topic by functions: what is written because of it, and what it is written of. */
export function relatedTopics(functions: readonly MapFunction[], topic: string): string[] {
  return functions.flatMap(({ topics, output, letters }) => {
    const written = [...(output === undefined ? [] : [output]), ...letters];
    if (topics.includes(topic)) return written;
    return written.includes(topic) ? [...topics] : [];
  });
}
