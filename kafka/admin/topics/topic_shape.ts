/**
 * What a topic is made like: to write down, and to make it again.
 *
 * @module
 */
import type { Brokers } from "../../client/brokers.ts";
import { check, errorName, KafkaError } from "../../errors.ts";
import { describe } from "./configs.ts";
import { createTopic } from "./topic_actions.ts";

/** How a topic is made. */
export interface TopicShape {
  topic: string;
  partitions: number;
  replicationFactor: number;
  /** The settings that it has of its own, by name. */
  configs: Record<string, string>;
}

/** How a topic is made. @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
export async function topicShape(brokers: Brokers, topic: string): Promise<TopicShape> {
  const { topics: [{ errorCode, partitions }] } = await brokers.metadata([topic]);
  check(errorCode, `find topic ${topic}`);
  const own = (await describe(brokers, { topic })).filter(({ source }) => source === "topic");
  return {
    topic,
    partitions: partitions.length,
    replicationFactor: Math.max(...partitions.map(({ replicas }) => replicas.length)),
    configs: Object.fromEntries(own.map(({ name, value }) => [name, value ?? ""])),
  };
}

/** The shape that a line of JSON tells; `undefined` where it is something else. */
export function parseShape(line: string): TopicShape | undefined {
  let found: Partial<TopicShape> | null;
  try {
    found = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { topic, partitions, replicationFactor, configs } = found ?? {};
  const isCount = (count: unknown) => Number.isSafeInteger(count) && Number(count) > 0;
  if (typeof topic !== "string" || !isCount(partitions) || !isCount(replicationFactor)) return;
  if (typeof configs !== "object" || configs === null) return;
  if (Object.values(configs).some((value) => typeof value !== "string")) return;
  return found as TopicShape;
}

/** What has become of a topic that is to be like another one. */
export interface MadeTopic {
  /** Whether there was none of its name. */
  created: boolean;
  partitions: number;
}

/**
 * Makes a topic of a shape, under any name. One that is there stays as it is, and must have as many
 * partitions at least.
 *
 * @throws {KafkaError} INVALID_PARTITIONS where it has fewer; as {@linkcode createTopic}.
 */
export async function makeLike(
  brokers: Brokers,
  name: string,
  { partitions, replicationFactor, configs: config }: TopicShape,
): Promise<MadeTopic> {
  const { topics: [found] } = await brokers.metadata([name]);
  if (errorName(found.errorCode) === "UNKNOWN_TOPIC_OR_PARTITION") {
    await createTopic(brokers, { name, partitions, replicationFactor, config });
    return { created: true, partitions };
  }
  check(found.errorCode, `find topic ${name}`);
  const { length } = found.partitions;
  if (length >= partitions) return { created: false, partitions: length };
  const detail = `it has ${length}, and ${partitions} are needed; add ${partitions - length}`;
  throw new KafkaError("INVALID_PARTITIONS", `Cannot use the partitions of ${name}: ${detail}`);
}
