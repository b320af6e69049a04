/**
 * Follows a topic: hands on its records, batch by batch, as they come.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import type { Consumer, Kafka, KafkaMessage } from "kafkajs";
import { within } from "../deadline.ts";
import { connect, withAdmin } from "./client.ts";
import { INTERNAL_PREFIX } from "./groups.ts";

/** What to follow. */
export interface Following {
  topic: string;
  /** The group that commits how far it came. Without one, nothing is left behind. */
  group?: string;
  /** The first offset of each partition; where there is none, the group goes on where it was. */
  start: ReadonlyMap<number, string>;
}

/** Takes records of one partition; tells how many it took, from the first one on. */
export type Take = (partition: number, messages: KafkaMessage[]) => Promise<number>;

/** How long a fetch waits for records, ms. A consumer that stops waits for its last fetch. */
const MAX_WAIT = 250;

/** A reader may be slow, as a pager is: only after this is the consumer taken for dead, ms. */
const SESSION_TIMEOUT = 60_000;

/** How long leaving the group may take, ms. */
const LEAVE_TIMEOUT = 3_000;

/**
 * Hands records to `take` until the signal is aborted. What was taken is committed, if there is
 * a group.
 *
 * @throws what `take` throws, and what kafkajs gives up on.
 */
export async function follow(
  kafka: Kafka,
  { topic, group, start }: Following,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const groupId = group ?? `${INTERNAL_PREFIX}consume-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: SESSION_TIMEOUT,
    maxWaitTimeInMs: MAX_WAIT,
  });
  const { promise: ended, resolve: end, reject: crash } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => end());
  consumer.on("consumer.crash", ({ payload }) => payload.restart || crash(payload.error));

  // Where to go on after each joining. A group's commits tell that, once there are any.
  const positions = new Map(start);
  consumer.on("consumer.group_join", ({ payload }) => {
    for (const partition of payload.memberAssignment[topic] ?? []) {
      const offset = positions.get(partition);
      if (offset !== undefined) consumer.seek({ topic, partition, offset });
    }
  });
  const advance = async (partition: number, { offset }: KafkaMessage) => {
    const next = `${BigInt(offset) + 1n}`;
    if (group) await consumer.commitOffsets([{ topic, partition, offset: next }]);
    if (group) positions.delete(partition);
    else positions.set(partition, next);
  };

  try {
    await connect(consumer);
    await consumer.subscribe({ topic });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { partition, messages } }) => {
        if (signal.aborted) return;
        const taken = await take(partition, messages).catch(crash);
        if (taken) await advance(partition, messages[taken - 1]);
      },
    });
    await ended;
  } finally {
    await within(LEAVE_TIMEOUT, leave(kafka, consumer, group ? undefined : groupId)).catch(
      () => {},
    );
  }
}

async function leave(kafka: Kafka, consumer: Consumer, groupToDelete?: string): Promise<void> {
  await consumer.disconnect();
  if (groupToDelete) await withAdmin(kafka, (admin) => admin.deleteGroups([groupToDelete]));
}
