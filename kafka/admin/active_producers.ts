import type { Brokers } from "../client/brokers.ts";
import { PATIENCE } from "../client/patience.ts";
import { describeProducers } from "../protocol/records/describe_producers.ts";
import { byTopic } from "../topic_partition.ts";
import { ledPartitions } from "./offsets.ts";

/** Who has written to a topic lately. */
export interface ActiveProducers {
  /**
   * The ids of idempotent and transactional producers. A client may have several; those that are not
   * idempotent have none, and are not told.
   */
  ids: number[];
  /** How many of them have a transaction open. */
  inTransaction: number;
}

interface Found {
  ids: Set<number>;
  open: Set<number>;
}

/** For how long a producer counts as active after its last batch, in ms. */
const ACTIVE = 15_000;

/**
 * The producers that write to these topics now: one DescribeProducers a leader (KIP-664). A topic that
 * is gone, or whose leaders do not tell, is missing.
 *
 * @param now in ms since the Unix epoch: a producer is active by the time of its last record.
 */
export async function activeProducers(
  brokers: Brokers,
  topics: readonly string[],
  now: number = Date.now(),
): Promise<Map<string, ActiveProducers>> {
  const { topics: known } = await brokers.metadata(topics);
  const led = ledPartitions(known.filter(({ errorCode }) => errorCode === 0))
    .filter(({ leader }) => leader >= 0);
  const found = new Map<string, Found>();
  const byLeader = Map.groupBy(led, ({ leader }) => leader);
  await Promise.allSettled([...byLeader].map(async ([leader, partitions]) => {
    const answer = await brokers.request(leader, describeProducers, {
      topics: byTopic(partitions, ({ partition }) => partition),
    }, PATIENCE);
    for (const { name, partitions } of answer.topics) {
      for (const { errorCode, producers } of partitions) {
        if (errorCode !== 0) continue;
        const { ids, open } = found.get(name) ?? { ids: new Set(), open: new Set() };
        found.set(name, { ids, open });
        for (const { producerId, lastTimestamp, transactionStart } of producers) {
          if (transactionStart >= 0) open.add(producerId);
          else if (now - lastTimestamp > ACTIVE) continue;
          ids.add(producerId);
        }
      }
    }
  }));
  return new Map(
    [...found].map(([topic, { ids, open }]) => [
      topic,
      { ids: [...ids], inTransaction: open.size },
    ]),
  );
}
