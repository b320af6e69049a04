/**
 * Where a function works that is run beside others of its kind, as tests do: with a group and topics of
 * its own in the place of those that its definition names.
 *
 * @module
 */
import { printableName, text } from "../config/parsers.ts";
import type { Variables } from "../config/variable.ts";
import { isTopicName } from "../../../kafka/names.ts";
import type { OwnFunction } from "./read_definition.ts";

/** Topics by the names that the definition has for them. */
export type TopicNames = ReadonlyMap<string, string>;

/** The variables that say so. */
export const placeVariables = {
  triggerGroup: {
    name: "TRIGGER_GROUP",
    doc: "The consumer group, in the place of the definition's.",
    optional: true,
    ifAllowed: true,
    parse: printableName,
  },
  topicNames: {
    name: "TOPIC_NAMES",
    doc: "Topics in the place of those that the definition and the handler name: orders=orders-2,…",
    default: "",
    ifAllowed: true,
    parse: topicNames,
  },
  untilStdinEnds: {
    name: "UNTIL_STDIN_ENDS",
    doc: "Whether the function ends with its standard input, and so with whoever has started it.",
    default: "",
    ifAllowed: true,
    parse: (value) => text(value) === "true",
  },
} as const satisfies Variables;

function topicNames(value: string): TopicNames {
  const pairs = value.split(",").filter(Boolean).map((pair) => pair.split("="));
  const bad = pairs.find((names) => names.length !== 2 || !names.every(isTopicName));
  if (bad) throw new Error(`must be name=topic,… got ${JSON.stringify(bad.join("="))}`);
  return new Map(pairs.map(([name, topic]) => [name, topic]));
}

/** The function with another group and other topics, as far as there are any. */
export function placed(
  own: OwnFunction,
  { triggerGroup, topicNames }: { triggerGroup?: string; topicNames: TopicNames },
): OwnFunction {
  const { trigger, output, onFailure } = own;
  const moved = (topic: string) => topicNames.get(topic) ?? topic;
  return {
    ...own,
    ...(trigger && {
      trigger: {
        ...trigger,
        ...(triggerGroup && { group: triggerGroup }),
        topics: trigger.topics.map(moved),
      },
    }),
    ...(output && { output: { topic: moved(output.topic) } }),
    ...(onFailure && { onFailure: { topic: moved(onFailure.topic) } }),
  };
}
