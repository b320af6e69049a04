/**
 * The last proof that the cluster works: a record goes in, and the same record comes out through a
 * consumer group.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Admin, Consumer, Kafka, Producer } from "kafkajs";
import { within } from "../deadline.ts";
import { connect, withAdmin } from "../kafka/client.ts";

/** The topic that probes go through. Nothing stays in it for long. */
export const PROBE_TOPIC = "instigator-probe";

/** A coordinator that has just started may refuse for a while: ask again, and often. */
const RETRY = { initialRetryTime: 50, maxRetryTime: 250, retries: 100 };

/** How long a fetch waits for records, ms. A consumer that stops waits for its last fetch. */
const MAX_WAIT = 10;

/** How long to tidy up for, ms. Brokers that hang must not hold up the verdict. */
const TIDY_TIMEOUT = 3_000;

/**
 * Produces one record with acks=all and consumes it, leaving no group behind. Returns how long all
 * of that took, ms.
 *
 * @throws {Error} when it takes more than `timeout` ms, or Kafka refuses.
 */
export async function probe(kafka: Kafka, { timeout = 15_000 } = {}): Promise<number> {
  const groupId = `${PROBE_TOPIC}-${randomUUID()}`;
  const producer = kafka.producer({ retry: RETRY });
  const consumer = kafka.consumer({ groupId, retry: RETRY, maxWaitTimeInMs: MAX_WAIT });
  const began = performance.now();
  return await withAdmin(kafka, async (admin) => {
    try {
      await within(timeout, roundTrip(admin, producer, consumer));
      return performance.now() - began;
    } catch (error) {
      throw new Error(`Cannot send a record round: ${(error as Error).message}`, { cause: error });
    } finally {
      const tidy = async () => {
        await Promise.all([producer.disconnect(), consumer.disconnect()]);
        await admin.deleteGroups([groupId]);
      };
      await within(TIDY_TIMEOUT, tidy()).catch(() => {});
    }
  });
}

async function roundTrip(admin: Admin, producer: Producer, consumer: Consumer): Promise<void> {
  await createProbeTopic(admin);
  const key = randomUUID();
  const { promise: received, resolve } = Promise.withResolvers<void>();
  const consume = async () => {
    await connect(consumer);
    await subscribe(consumer);
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        if (message.key?.toString() === key) resolve();
        return Promise.resolve();
      },
    });
    await received;
  };
  const produce = async () => {
    await connect(producer);
    await producer.send({ topic: PROBE_TOPIC, messages: [{ key, value: "probe" }] });
  };
  await Promise.all([consume(), produce()]);
}

/**
 * A broker that has not heard yet of a topic that was just created refuses it, and there kafkajs
 * gives up at once, whatever its retries are.
 */
async function subscribe(consumer: Consumer): Promise<void> {
  for (let attempt = 0;; attempt++) {
    try {
      return await consumer.subscribe({ topic: PROBE_TOPIC, fromBeginning: true });
    } catch (error) {
      const unknown = (error as { type?: string }).type === "UNKNOWN_TOPIC_OR_PARTITION";
      if (!unknown || attempt === RETRY.retries) throw error;
      await delay(RETRY.initialRetryTime);
    }
  }
}

async function createProbeTopic(admin: Admin): Promise<void> {
  await admin.createTopics({
    topics: [{
      topic: PROBE_TOPIC,
      numPartitions: 1,
      replicationFactor: 3,
      configEntries: [{ name: "retention.ms", value: "60000" }],
    }],
  });
}
