/** Topics that Kafka and functions keep for themselves. */
const CONTROL = /^(__|instigator-)/;

/** Whether a topic is no user's: pages show it only to who asks for it, and no sum counts it. */
export function isControlTopic(name: string): boolean {
  return CONTROL.test(name);
}
