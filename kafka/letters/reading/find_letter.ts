import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import { KafkaError } from "../../errors.ts";
import { browse } from "../../reader/browse.ts";
import { recordName } from "../../record/record.ts";
import { type Letter, readLetter } from "../letter.ts";
import type { LetterPlace } from "../letter_filter.ts";
import { letterLog } from "../progress/letter_log.ts";

/** A letter, and whether it is open. */
export interface FoundLetter {
  letter: Letter;
  /** Whether it was neither redriven nor discarded. */
  isOpen: boolean;
}

/**
 * A letter, dealt with or not.
 *
 * @param place where it lies; the one that was put away last where it is absent.
 * @throws {KafkaError} OFFSET_OUT_OF_RANGE where there is none; UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE.
 */
export async function findLetter(
  settings: KafkaSettings,
  topic: string,
  place?: LetterPlace,
): Promise<FoundLetter> {
  const brokers = new Brokers(settings);
  try {
    const [log, { records }] = await Promise.all([
      letterLog(brokers, topic),
      browse(
        settings,
        topic,
        place === undefined
          ? { from: "latest", limit: 1 }
          : { from: { offset: place.offset }, partition: place.partition, limit: 1 },
      ),
    ]);
    const [record] = records;
    if (record === undefined || (place !== undefined && record.offset !== place.offset)) {
      const detail = place === undefined
        ? "it is empty"
        : `there is no ${recordName({ topic, ...place })}`;
      throw new KafkaError("OFFSET_OUT_OF_RANGE", `Cannot find a letter in ${topic}: ${detail}`);
    }
    const partition = log.partitions.find((one) => one.partition === record.partition);
    const isOpen = partition !== undefined && !partition.dealt.has(record.offset);
    return { letter: readLetter(record), isOpen };
  } finally {
    await brokers.close();
  }
}
