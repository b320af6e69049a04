/**
 * Many topics' names, and groups that have committed in one each.
 *
 * @module
 */
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { commitOffsets } from "../../kafka/admin/groups/group_offsets.ts";
import type { Topology } from "../../cluster/topology.ts";

/** Groups that are made at once. */
const CHUNK = 20;

/** How the groups' names begin. */
export const GROUP_PREFIX = "bench-group-";

/** The names of so many topics. */
export function topicNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `bench-${String(i).padStart(4, "0")}`);
}

/** Has as many groups commit an offset, each in one of these topics. */
export async function commitGroups(lab: Topology, topics: readonly string[]): Promise<void> {
  await withBrokers(lab, async (brokers) => {
    for (let i = 0; i < topics.length; i += CHUNK) {
      await Promise.all(
        topics.slice(i, i + CHUNK).map((topic, j) =>
          commitOffsets(brokers, `${GROUP_PREFIX}${i + j}`, [{ topic, partition: 0, offset: 0 }])
        ),
      );
    }
  });
}
