import { KafkaError } from "../../../../kafka/errors.ts";
import type { KafkaSettings } from "../../../../kafka/client/settings.ts";
import { browse } from "../../../../kafka/reader/browse.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/**
 * The last records of topics together, the oldest first.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE.
 */
export async function lastRecords(
  settings: KafkaSettings,
  topics: readonly string[],
  count: number,
): Promise<KafkaRecord[]> {
  const found = await Promise.all(
    topics.map((topic) => browse(settings, topic, { from: "latest", limit: count })),
  );
  const unread = found.flatMap(({ unread }, index) => unread.map((id) => `${topics[index]}-${id}`));
  if (unread.length > 0) {
    throw new KafkaError("UNREACHABLE", `Cannot read ${unread.join(", ")}: it has no leader`);
  }
  return found.flatMap(({ records }) => records)
    .sort((a, b) => Number(a.timestamp) - Number(b.timestamp))
    .slice(-count);
}
