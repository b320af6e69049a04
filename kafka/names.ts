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
