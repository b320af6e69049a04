/**
 * Follows a topic as a member of a group, for those that want no more than records in their order.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Kafka } from "../client/kafkajs.ts";
import type { KafkaRecord } from "../record/record.ts";
import { toRecord } from "./kafkajs_record.ts";

/** What to follow, and as which group. */
export interface Following {
  topic: string;
  group: string;
  /** The first offset of each partition; where there is none, the group goes on where it was. */
  start: ReadonlyMap<number, number>;
  /** How long a broker waits for records, ms; a member that leaves waits for its last fetch. */
  maxWaitMs?: number;
}

/** Takes records of one partition; tells how many it took, from the first one on. */
export type Take = (records: KafkaRecord[]) => Promise<number>;

const MAX_WAIT = 250;

/** A reader may be slow, as a pager is: only after this is the member taken for dead, ms. */
const SESSION_TIMEOUT = 60_000;

/** A coordinator that has just started may refuse for a while: ask again, and often. */
const RETRY = { initialRetryTime: 50, maxRetryTime: 250, retries: 100 };

/** How long leaving the group may take, ms. */
const LEAVE_TIMEOUT = 3_000;

/**
 * Hands records to `take` until the signal is aborted. What was taken is committed.
 *
 * @throws what `take` throws, and what kafkajs gives up on.
 */
export async function followGroup(
  kafka: Kafka,
  { topic, group, start, maxWaitMs = MAX_WAIT }: Following,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: group,
    retry: RETRY,
    sessionTimeout: SESSION_TIMEOUT,
    maxWaitTimeInMs: maxWaitMs,
  });
  const { promise: ended, resolve: end, reject: crash } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => end());
  consumer.on("consumer.crash", ({ payload }) => payload.restart || crash(payload.error));

  // Once the start is committed, the group's commits tell where to go on after each joining.
  let positions = start;
  let assigned: number[] = [];
  consumer.on("consumer.group_join", ({ payload }) => {
    assigned = payload.memberAssignment[topic] ?? [];
    for (const position of known(topic, positions, assigned)) consumer.seek(position);
  });
  const begun = Promise.withResolvers<void>();
  let underWay = Promise.resolve();

  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        underWay = handle(batch.messages.map((message) => toRecord(batch, message))).catch(crash);
        return underWay;
      },
    });
    if (positions.size > 0) {
      await consumer.commitOffsets(known(topic, positions, assigned));
      positions = new Map();
    }
    begun.resolve();
    await ended;
  } finally {
    await deadline(underWay.then(() => consumer.disconnect()), LEAVE_TIMEOUT).catch(() => {});
  }

  async function handle(records: KafkaRecord[]): Promise<void> {
    await begun.promise;
    const taken = signal.aborted ? 0 : await take(records);
    if (taken === 0) return;
    const { partition, offset } = records[taken - 1];
    await consumer.commitOffsets([{ topic, partition, offset: `${offset + 1}` }]);
  }
}

function known(
  topic: string,
  positions: ReadonlyMap<number, number>,
  partitions: readonly number[],
) {
  return partitions.flatMap((partition) => {
    const offset = positions.get(partition);
    return offset === undefined ? [] : [{ topic, partition, offset: `${offset}` }];
  });
}
