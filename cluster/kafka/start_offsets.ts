/**
 * Where consuming a topic begins.
 *
 * @module
 */
import type { Admin } from "kafkajs";

/** The first record, those that come from now on, or the first one since a time: ms since 1970. */
export type Start = "earliest" | "latest" | number;

/** What a user wrote: `earliest`, `latest`, ISO 8601, or ms since 1970; `undefined` if neither. */
export function parseStart(text: string): Start | undefined {
  if (text === "earliest" || text === "latest") return text;
  const time = /^\d+$/.test(text) ? Number(text) : /^\d{4}-/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The offset in each partition at which a start lies. */
export async function startOffsets(
  admin: Admin,
  topic: string,
  start: Start,
): Promise<Map<number, string>> {
  if (typeof start === "number") {
    const found = await admin.fetchTopicOffsetsByTimestamp(topic, start);
    return new Map(found.map(({ partition, offset }) => [partition, offset]));
  }
  const ends = await admin.fetchTopicOffsets(topic);
  return new Map(ends.map(({ partition, low, high }) => [
    partition,
    start === "earliest" ? low : high,
  ]));
}
