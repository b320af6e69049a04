import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { quarantineTopic } from "../../../kafka/letters/letter_topics.ts";
import { letterLog, openOffsets } from "../../../kafka/letters/progress/letter_log.ts";

/** A topic of a function's dead letters. */
export interface OwnLetterTopic {
  topic: string;
  /** How many letters are open, by offsets. */
  open: number;
}

/** Those of the topics that there are, and of their quarantines: they are made with the first letter. */
export async function letterTopics(
  kafka: KafkaSettings,
  topics: readonly string[],
): Promise<OwnLetterTopic[]> {
  const wanted = [...new Set(topics.flatMap((topic) => [topic, quarantineTopic(topic)]))];
  if (wanted.length === 0) return [];
  const brokers = new Brokers(kafka);
  try {
    const { topics: found } = await brokers.metadata(wanted);
    const there = found.filter(({ errorCode }) => errorCode === 0);
    return await Promise.all(there.map(async ({ name: topic }) => (
      { topic, open: openOffsets(await letterLog(brokers, topic)) }
    )));
  } finally {
    await brokers.close();
  }
}
