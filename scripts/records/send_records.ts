import { delay } from "@std/async";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { hasCode } from "../../kafka/errors.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { type NewRecord, TopicProducer } from "../../kafka/producer/topic_producer.ts";
import { count } from "../cli/terminal/terminal.ts";
import { Replay } from "./replay.ts";

/** The longest time of a timer, in ms: a longer one is over at once. */
const LONGEST_TIMER = 0x7fff_ffff;

/** Where records go, and when. */
export interface Sending {
  topic: string;
  /** How many the topic has. */
  partitions: number;
  /** At what tempo; as fast as Kafka acknowledges if absent. */
  replay?: Replay;
  /** When it aborts, what is on its way is acknowledged, and no more is sent. */
  signal: AbortSignal;
}

/**
 * Sends records to a topic in their order, and returns how many; all of them are acknowledged then.
 *
 * @throws {Error} that says what is wrong, and how many were acknowledged before.
 */
export async function sendRecords(
  settings: KafkaSettings,
  { topic, partitions, replay = new Replay(Infinity), signal }: Sending,
  chunks: AsyncIterable<readonly NewRecord[]>,
): Promise<number> {
  const sender = new Sender(new Brokers(settings));
  const producer = new TopicProducer(sender, topic, partitions);
  let acknowledged = 0;
  try {
    for await (const chunk of chunks) {
      for (const { waitMs, records } of replay.parts(chunk)) {
        await pause(waitMs, signal);
        await producer.send(records);
        acknowledged += records.length;
      }
    }
  } catch (error) {
    if (signal.aborted && error === signal.reason) return acknowledged;
    throw new Error(`${explain(error as Error)} (${count(acknowledged, "record")} acknowledged)`);
  } finally {
    await sender.close();
  }
  return acknowledged;
}

/** Waits, also for longer than a timer can, which is 25 days. @throws the signal's reason. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_TIMER) {
    await delay(Math.min(left, LONGEST_TIMER), { signal });
  }
}

/** A compacted topic takes no record without a key, and Kafka calls that an invalid record. */
function explain(error: Error): string {
  const { message } = error;
  const told = message.startsWith("Cannot") ? message : `Cannot produce: ${message}`;
  const isInvalid = hasCode(error, "INVALID_RECORD");
  return isInvalid ? `${told}. A compacted topic needs keys: use --key` : told;
}
