/**
 * What Kafka takes for a name.
 *
 * @module
 */

/** What a topic's name must be, to complete "must be …". */
export const TOPIC_NAME_RULE =
  "a topic's name: 1 to 249 letters, digits, dots, underscores and hyphens, and not . or ..";

/** Whether Kafka takes this for a topic's name (org.apache.kafka.common.internals.Topic). */
export function isTopicName(name: string): boolean {
  return /^[a-zA-Z0-9._-]{1,249}$/.test(name) && name !== "." && name !== "..";
}

/** What a function's name must be, to complete "must be …". */
export const FUNCTION_NAME_RULE = "1 to 63 lower case letters, digits and -, from a letter on";

/** Whether this can be the name of a function: of a group, of a part of topics' names, and of a container. */
export function isFunctionName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(name);
}

/**
 * Whether a name that Kafka takes as it is, such as a group's or a client's, can stand in a line of a log:
 * it has no control characters.
 */
export function isPrintableName(name: string): boolean {
  return /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u.test(name);
}

/** Kafka's own topics, which only its brokers write to (the same class has their names). */
const INTERNAL_TOPICS: ReadonlySet<string> = new Set([
  "__cluster_metadata",
  "__consumer_offsets",
  "__transaction_state",
]);

/** Whether only Kafka itself writes to this topic. */
export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.has(name);
}
