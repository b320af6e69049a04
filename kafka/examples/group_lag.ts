/**
 * Commits for a group that has no members, says how far it and all others are behind, and deletes it:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/group_lag.ts topic`
 */
import { commitOffsets } from "../admin/groups/group_offsets.ts";
import { groupSummaries } from "../admin/groups/group_summaries.ts";
import { deleteGroup } from "../admin/groups/reset_offsets.ts";
import { Brokers } from "../client/brokers.ts";

const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");
const [topic = "sampleOne"] = Deno.args;
const group = `example-${crypto.randomUUID()}`;

const brokers = new Brokers({ brokers: addresses, clientId: "example" });
try {
  await commitOffsets(brokers, group, [{ topic, partition: 0, offset: 0 }]);
  for (const { group, state, members, totalLag } of (await groupSummaries(brokers)).groups) {
    console.log(`${group}: ${state}, ${members} members, ${totalLag} records behind`);
  }
} finally {
  await deleteGroup(brokers, group);
  await brokers.close();
}
