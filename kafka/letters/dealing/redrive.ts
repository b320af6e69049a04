import { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import type { OutgoingRecord } from "../../producer/outgoing_record.ts";
import { toSendError } from "../../producer/send_error.ts";
import { Sender } from "../../producer/sender.ts";
import { partitionName, type TopicPartition } from "../../topic_partition.ts";
import { type DealOptions, type DealReport, dealWith, type Outcome } from "./deal.ts";
import type { Letter } from "../letter.ts";
import { originalValue } from "./original_value.ts";
import { returnedRecord } from "./returned_record.ts";
import { type NoTarget, Targets } from "./targets.ts";

/** Which letters are written again, how fast, and where to. */
export interface RedriveOptions extends DealOptions {
  /** The topic for all of them; absent: where each comes from. */
  to?: string;
}

/** What became of them. */
export interface RedriveReport extends DealReport {
  /** How many were written to which topic, and acknowledged. */
  targets: { topic: string; letters: number }[];
}

/** A record on its way. */
interface Placed extends TopicPartition {
  index: number;
  record: OutgoingRecord;
}

/**
 * Writes the records of letters again. A letter is dealt with once its record is acknowledged by all
 * replicas in sync, so none is lost; what breaks off in between is written again by the next redrive.
 *
 * @throws {KafkaError} as {@linkcode dealWith} does; INVALID_TOPIC_EXCEPTION where they cannot go.
 */
export async function redrive(
  settings: KafkaSettings,
  topic: string,
  { to, ...options }: RedriveOptions = {},
): Promise<RedriveReport> {
  const brokers = new Brokers(settings);
  const sender = new Sender(new Brokers(settings));
  const targets = new Targets(brokers, topic, to);
  const counts = new Map<string, number>();
  try {
    await targets.check();
    const report = await dealWith(settings, topic, options, async (letters) => {
      const outcomes: Outcome[] = [];
      const placed: Placed[] = [];
      for (const [index, letter] of letters.entries()) {
        const found = await place(settings, targets, letter);
        if ("reason" in found) outcomes[index] = { refused: found.reason };
        else placed.push({ index, ...found });
      }
      const batches = [...Map.groupBy(placed, partitionName).values()];
      await Promise.all(batches.map((batch) => write(sender, batch, outcomes)));
      for (const { index, topic } of placed) {
        if (outcomes[index] === "done") counts.set(topic, (counts.get(topic) ?? 0) + 1);
      }
      return outcomes;
    });
    return { ...report, targets: [...counts].map(([topic, letters]) => ({ topic, letters })) };
  } finally {
    await Promise.all([sender.close(), brokers.close()]);
  }
}

async function place(
  settings: KafkaSettings,
  targets: Targets,
  letter: Letter,
): Promise<Omit<Placed, "index"> | NoTarget> {
  const target = await targets.of(letter);
  if ("reason" in target) return target;
  const value = letter.isValueLeftOut ? await originalValue(settings, letter) : undefined;
  if (value !== undefined && "reason" in value) return value;
  const record = { ...returnedRecord(letter, value?.value), partition: target.partition };
  return { ...target, record };
}

/** Writes records of one partition, in their order, and notes what became of each. */
async function write(
  sender: Sender,
  batch: readonly Placed[],
  outcomes: Outcome[],
): Promise<void> {
  const { topic } = batch[0];
  try {
    await sender.send(topic, batch.map(({ record }) => record));
    for (const { index } of batch) outcomes[index] = "done";
    return;
  } catch (thrown) {
    const error = toSendError(thrown);
    const isRefused = error.verdict === "record";
    if (!isRefused || batch.length === 1) {
      const outcome = isRefused ? { refused: error.message } : { failed: error };
      for (const { index } of batch) outcomes[index] = outcome;
      return;
    }
  }
  // Kafka has something against one of them, or they are too large together.
  for (const [i, one] of batch.entries()) {
    await write(sender, [one], outcomes);
    const outcome = outcomes[one.index];
    if (outcome === "done" || !("failed" in outcome)) continue;
    // What follows may not overtake it.
    for (const { index } of batch.slice(i + 1)) outcomes[index] = outcome;
    return;
  }
}
