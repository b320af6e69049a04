/**
 * The last proof that the cluster works: a record goes in, and the same record comes out through a
 * consumer group.
 *
 * @module
 */
import { deadline } from "@std/async";
import { randomUUID } from "node:crypto";
import { deleteGroup } from "../../kafka/admin/groups/reset_offsets.ts";
import { createTopic } from "../../kafka/admin/topics/topic_actions.ts";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { followGroup } from "../../kafka/consumer/follow_group.ts";
import { hasCode } from "../../kafka/errors.ts";
import { produceRecord } from "../../kafka/producer/produce_record.ts";
import { labKafka, withBrokers } from "../lab_kafka.ts";
import type { Topology } from "../topology.ts";

/** The topic that probes go through. Nothing stays in it for long. */
const TOPIC = "instigator-probe";

const decoder = new TextDecoder();

/** How long a fetch waits for records, ms. A member that leaves waits for its last fetch. */
const MAX_WAIT = 10;

/** How long the record may take, ms. */
const TIMEOUT = 15_000;

/** How long to tidy up for, ms. Brokers that hang must not hold up the verdict. */
const TIDY_TIMEOUT = 3_000;

/**
 * Produces one record with acks=all and consumes it, leaving no group behind.
 *
 * @throws {Error} when it takes more than 15 s, or Kafka refuses.
 */
export async function probe(lab: Topology): Promise<void> {
  await withBrokers(lab, async (brokers) => {
    const group = `${TOPIC}-${randomUUID()}`;
    const ended = new AbortController();
    try {
      await deadline(roundTrip(lab, brokers, group, ended), TIMEOUT);
    } catch (error) {
      const { name, message } = error as Error;
      const reason = name === "TimeoutError" ? `no success within ${TIMEOUT / 1000} s` : message;
      throw new Error(`Cannot send a record round: ${reason}`, { cause: error });
    } finally {
      ended.abort();
      await deadline(deleteGroup(brokers, group), TIDY_TIMEOUT).catch(() => {});
    }
  });
}

async function roundTrip(
  lab: Topology,
  brokers: Brokers,
  group: string,
  ended: AbortController,
): Promise<void> {
  await ensureTopic(brokers);
  const key = randomUUID();
  const following = { topic: TOPIC, group, start: new Map(), maxWaitMs: MAX_WAIT };
  await Promise.all([
    produceRecord(brokers, TOPIC, { key, value: "probe", partition: 0 }),
    followGroup(labKafka(lab), following, (records) => {
      if (records.some((record) => record.key !== null && decoder.decode(record.key) === key)) {
        ended.abort();
      }
      return Promise.resolve(records.length);
    }, ended.signal),
  ]);
}

async function ensureTopic(brokers: Brokers): Promise<void> {
  const config = { "retention.ms": "60000" };
  try {
    await createTopic(brokers, { name: TOPIC, partitions: 1, replicationFactor: 3, config });
  } catch (error) {
    if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
  }
}
