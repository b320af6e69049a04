/**
 * The one-shot service `populate`: makes the cluster's topics match topics.json, and commits a
 * first offset, since Burrow needs `__consumer_offsets`, which Kafka creates at the first commit.
 *
 * @module
 */
import { delay } from "@std/async";
import { commitOffsets } from "../../../../kafka/admin/groups/group_offsets.ts";
import { deleteGroup } from "../../../../kafka/admin/groups/reset_offsets.ts";
import { INTERNAL_PREFIX, withBrokers } from "../../../lab_kafka.ts";
import { populate } from "../../../topics/populate.ts";
import { wantedTopics } from "../../../topics/wanted_topics.ts";
import { bestView, brokerReasons, brokerStates } from "../../../nodes/readiness.ts";
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

/** Kafka creates the topic of the offsets for the first group. Leaves no group behind. */
async function commitFirstOffset(topic: string): Promise<void> {
  const found = bestView(lab, await brokerStates(lab))?.topics ?? [];
  if (found.some(({ name }) => name === "__consumer_offsets")) return;
  const group = `${INTERNAL_PREFIX}populate`;
  await withBrokers(lab, async (brokers) => {
    await commitOffsets(brokers, group, [{ topic, partition: 0, offset: 0 }], TIMEOUT);
    await deleteGroup(brokers, group);
  });
  console.log("committed a first offset");
}

try {
  await awaitBrokers();
  const steps = await populate(lab, await wantedTopics({}));
  for (const { action, topic, reason = "" } of steps) console.log(action, topic.name, reason);
  await commitFirstOffset(steps[0].topic.name);
  Deno.exit(steps.some(({ action }) => action === "impossible") ? 1 : 0);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
