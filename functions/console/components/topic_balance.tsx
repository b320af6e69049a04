/**
 * How well a topic's replicas are: whether they are in sync, and how evenly they lie.
 *
 * @module
 */
import type { TopicSummary } from "../../../kafka/admin/overview.ts";
import { count } from "../web/text/format.ts";
import type { Html } from "../web/html.ts";
import { Badge } from "../web/text/marks.tsx";

/** Whether all replicas of a topic are in sync. */
export function SyncBadge(
  { topic: { underReplicated, offline } }: {
    topic: Pick<TopicSummary, "underReplicated" | "offline">;
  },
): Html {
  if (offline > 0) return <Badge tone="bad">{count(offline, "partition")} offline</Badge>;
  if (underReplicated > 0) return <Badge tone="warn">{underReplicated} under-replicated</Badge>;
  return <Badge tone="ok">all</Badge>;
}

/** What the figures of a topic's balance mean. */
export function BalanceHint(): Html {
  return (
    <p class="hint">
      Preferred: partitions led by the first of their replicas. Spread: brokers that hold replicas.
      Skew: of these brokers, those with more replicas than the average, rounded up; leader skew:
      those that lead more partitions than that.
    </p>
  );
}
