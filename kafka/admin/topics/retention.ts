import type { Brokers } from "../../client/brokers.ts";
import { describe } from "./configs.ts";

/**
 * How long a topic keeps records for certain, in ms from their timestamps on; Infinity where age deletes
 * none. Kafka deletes by segments, so it can keep one longer.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION.
 */
export async function retentionOf(brokers: Brokers, topic: string): Promise<number> {
  const config = await describe(brokers, { topic });
  const value = (name: string) => config.find((entry) => entry.name === name)?.value ?? "";
  const ms = Number(value("retention.ms"));
  return value("cleanup.policy").split(",").includes("delete") && ms >= 0 ? ms : Infinity;
}
