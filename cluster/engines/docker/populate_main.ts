/**
 * The one-shot service `populate`: makes the cluster's topics match topics.json, and commits a
 * first offset, since Burrow needs `__consumer_offsets`, which Kafka creates at the first commit.
 *
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import { connect, kafkaClient, withAdmin } from "../../kafka/client.ts";
import { INTERNAL_PREFIX } from "../../kafka/groups.ts";
import { populate } from "../../topics/populate.ts";
import { bestView, brokerReasons, brokerStates } from "../../lifecycle/readiness.ts";
import { bootstrapServers } from "../../topology.ts";
import { networkTopology } from "./network.ts";

/** How long the brokers, which start beside this, may take to see each other, ms. */
const TIMEOUT = 120_000;
const INTERVAL = 200;

const lab = networkTopology();

async function awaitBrokers(): Promise<void> {
  const deadline = performance.now() + TIMEOUT;
  while (true) {
    const reasons = brokerReasons(lab, await brokerStates(lab));
    if (reasons.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Cannot populate: ${reasons.join("; ")}`);
    await delay(INTERVAL);
  }
}

/** Kafka creates the topic of the offsets at the first commit. Leaves no group behind. */
async function commitFirstOffset(topic: string): Promise<void> {
  const found = bestView(lab, await brokerStates(lab))?.topics ?? [];
  if (found.some(({ name }) => name === "__consumer_offsets")) return;
  const groupId = `${INTERNAL_PREFIX}populate`;
  const kafka = kafkaClient(bootstrapServers(lab));
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
  const { promise: joined, resolve } = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  await connect(consumer);
  await consumer.subscribe({ topic });
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await joined;
  await consumer.commitOffsets([{ topic, partition: 0, offset: "0" }]);
  await consumer.disconnect();
  await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
  console.log("committed a first offset");
}

try {
  await awaitBrokers();
  const steps = await populate(lab);
  for (const { action, topic, reason = "" } of steps) console.log(action, topic.name, reason);
  await commitFirstOffset(steps[0].topic.name);
  Deno.exit(steps.some(({ action }) => action === "impossible") ? 1 : 0);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
