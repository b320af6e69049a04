import type { TopicSummary } from "../../../../../kafka/admin/overview.ts";
import type { LabChanges } from "../../../live/memory/lab_changes.ts";
import type { Sample } from "../../../live/memory/sample.ts";
import type { BrokerNode } from "./map_graph.ts";

/** More brokers than these are told as a number. */
export const MAX_BROKERS = 24;

/** The brokers, by id, with what they lead of the topics that are on the map. */
export function brokerNodes(
  { kafka, brokers, brokerNames }: Sample,
  { goneSince, moves }: Pick<LabChanges, "goneSince" | "moves">,
  topics: readonly TopicSummary[],
): BrokerNode[] {
  const overview = kafka!.value!;
  const up = new Set(overview.brokers.map(({ id }) => id));
  const moved = new Set(
    moves.recent.map(({ topic, partition, to }) => `${topic}/${partition}/${to}`),
  );
  const leads = new Map<number, number>();
  for (const { leaders } of overview.topics) {
    for (const id of leaders) if (id !== undefined) leads.set(id, (leads.get(id) ?? 0) + 1);
  }
  return brokers.slice(0, MAX_BROKERS).map(({ id }, index): BrokerNode => ({
    ...{ id, name: brokerNames.get(id) ?? `broker ${id}`, index: index + 1 },
    ...{ isController: overview.controller === id, isUp: up.has(id) },
    goneSince: up.has(id) ? undefined : goneSince.get(id),
    leads: leads.get(id) ?? 0,
    shown: topics.flatMap(({ name: topic, leaders }) =>
      leaders.flatMap((leader, partition) => {
        if (leader !== id) return [];
        return [{ topic, partition, hasMoved: moved.has(`${topic}/${partition}/${id}`) }];
      })
    ),
  }));
}
