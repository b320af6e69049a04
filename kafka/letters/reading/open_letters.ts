import type { KafkaSettings } from "../../client/settings.ts";
import { KafkaError } from "../../errors.ts";
import { PartitionReader } from "../../reader/partition_reader.ts";
import { type Letter, readLetter } from "../letter.ts";
import type { LetterLog, LetterPartition } from "../progress/letter_log.ts";

/** A letter that is open. */
export interface OpenLetter {
  letter: Letter;
  /**
   * The first offset behind the letter before it: from there up to it there is none, so that with it all
   * of them are dealt with.
   */
  from: number;
}

/** Open letters of one partition, in their order; there may be none. */
export interface OpenBatch {
  partition: LetterPartition;
  letters: OpenLetter[];
  /** Of what was read, as it was sent. */
  bytes: number;
}

/** Of one round: how long brokers wait for records, in ms, and how many bytes they send. */
const BOUNDS = { maxWaitMs: 100, maxBytes: 4 * 1024 * 1024, maxPartitionBytes: 1024 * 1024 };

/** How long partitions may have no leader that answers before reading is given up, in ms. */
const PATIENCE = 30_000;

/**
 * The letters that are open, up to where the logs ended when they were looked at.
 *
 * @param log what is dealt with meanwhile is noted there.
 * @param isWanted which partitions are read.
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNREACHABLE.
 */
export async function* openLetters(
  settings: KafkaSettings,
  { topic, partitions }: LetterLog,
  isWanted: (partition: number) => boolean = () => true,
): AsyncGenerator<OpenBatch> {
  const reader = new PartitionReader(settings, topic);
  const left = new Map(
    partitions.filter(({ partition, dealt, end }) => isWanted(partition) && dealt.prefix < end)
      .map((one) => [one.partition, { ...one, position: one.dealt.prefix }]),
  );
  try {
    // How long reading alone has had nothing: what is done with letters takes its own time.
    let waited = 0;
    while (left.size > 0) {
      const positions = new Map([...left].map(([id, { position }]) => [id, position]));
      const began = performance.now();
      const read = await reader.read(positions, BOUNDS);
      waited += performance.now() - began;
      for (const { partition: id, records, next, bytes } of read) {
        const partition = left.get(id)!;
        const { end, dealt, position } = partition;
        if (next > position) waited = 0;
        const letters: OpenLetter[] = [];
        let from = position;
        for (const record of records) {
          if (record.offset >= end) break;
          if (!dealt.has(record.offset)) {
            letters.push({ letter: readLetter({ topic, partition: id, ...record }), from });
          }
          from = record.offset + 1;
        }
        yield { partition, letters, bytes };
        partition.position = next;
        if (next >= end) left.delete(id);
      }
      if (waited > PATIENCE) throw unread(topic, [...left.keys()]);
    }
  } finally {
    await reader.close();
  }
}

function unread(topic: string, partitions: readonly number[]): KafkaError {
  const detail = `no leader answers for partition ${partitions.join(", ")}`;
  return new KafkaError("UNREACHABLE", `Cannot read the dead letters of ${topic}: ${detail}`);
}
