/**
 * The one-shot service `populate`: makes the cluster's topics match topics.json, and commits a
 * first offset, since Burrow needs `__consumer_offsets`, which Kafka creates at the first commit.
 *
 * @module
 */
import { kafkaClient, withAdmin } from "../kafka/client.ts";
import { INTERNAL_PREFIX } from "../kafka/groups.ts";
import { populate } from "../populate.ts";
import { bootstrapServers } from "../topology.ts";
import { networkTopology } from "./network.ts";

const lab = networkTopology();
const steps = await populate(lab);
for (const { action, topic } of steps) console.log(`${action} ${topic.name}`);

const groupId = `${INTERNAL_PREFIX}populate`;
await withAdmin(kafkaClient(bootstrapServers(lab)), async (admin) => {
  const [{ topic }] = steps;
  await admin.setOffsets({
    groupId,
    topic: topic.name,
    partitions: [{ partition: 0, offset: "0" }],
  });
  await admin.deleteGroups([groupId]);
});
console.log("committed a first offset");
Deno.exit(steps.some(({ action }) => action === "impossible") ? 1 : 0);
