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

  // Where to go on after each joining. A group's commits tell that, once the start is committed.
  const positions = new Map(start);
  let assigned: number[] = [];
  consumer.on("consumer.group_join", ({ payload }) => {
    assigned = payload.memberAssignment[topic] ?? [];
    for (const { partition, offset } of known(positions, assigned)) {
      consumer.seek({ topic, partition, offset });
    }
  });
  const begun = Promise.withResolvers<void>();
  const handle = async (partition: number, messages: KafkaMessage[]) => {
    await begun.promise;
    const taken = signal.aborted ? 0 : await take(partition, messages);
    if (taken === 0) return;
    const offset = `${BigInt(messages[taken - 1].offset) + 1n}`;
    if (group) await consumer.commitOffsets([{ topic, partition, offset }]);
    else positions.set(partition, offset);
  };
  let underWay = Promise.resolve();

  try {
    await connect(consumer);
    await consumer.subscribe({ topic });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        underWay = handle(batch.partition, batch.messages).catch(crash);
        return underWay;
      },
    });
    if (group && start.size > 0) {
      const offsets = known(positions, assigned).map((position) => ({ topic, ...position }));
      await consumer.commitOffsets(offsets);
      positions.clear();
    }
    begun.resolve();
    await ended;
  } finally {
    const leaving = underWay.then(() => leave(kafka, consumer, group ? undefined : groupId));
    await within(LEAVE_TIMEOUT, leaving).catch(() => {});
  }
}

function known(positions: ReadonlyMap<number, string>, partitions: readonly number[]) {
  return partitions.flatMap((partition) => {
    const offset = positions.get(partition);
    return offset === undefined ? [] : [{ partition, offset }];
  });
}

async function leave(kafka: Kafka, consumer: Consumer, groupToDelete?: string): Promise<void> {
  await consumer.disconnect();
  if (groupToDelete) await withAdmin(kafka, (admin) => admin.deleteGroups([groupToDelete]));
}
