import type { PartitionDetail, TopicDetail } from "../../../../kafka/admin/topics/topic_detail.ts";
import { SyncBadge } from "../../components/topic_balance.tsx";
import { formatBytes, formatCount, formatRate, formatShare } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Stat } from "../../web/text/marks.tsx";

/** How large a topic is, and how well. */
export function TopicFigures(
  { topic, perSecond }: { topic: TopicDetail; perSecond?: number },
): Html {
  const { partitions, internal } = topic;
  const sum = (of: (partition: PartitionDetail) => number | undefined) =>
    partitions.reduce((total, partition) => total + (of(partition) ?? 0), 0);
  const underReplicated = partitions.filter((p) => p.isr.length < p.replicas.length).length;
  const offline = partitions.filter(({ leader }) => leader === undefined).length;
  const held = sum(({ startOffset, endOffset }) =>
    startOffset !== undefined && endOffset !== undefined ? endOffset - startOffset : 0
  );
  return (
    <dl class="stats">
      <Stat
        label="Partitions"
        value={formatCount(partitions.length)}
        note={internal && "internal"}
      />
      <Stat
        label="Replication factor"
        value={Math.max(0, ...partitions.map(({ replicas }) => replicas.length))}
      />
      <Stat label="In sync" value={<SyncBadge topic={{ underReplicated, offline }} />} />
      <Stat label="Records in" value={formatRate(perSecond)} note="a second" />
      <Stat label="Offsets held" value={formatCount(held)} />
      <Stat label="Size" value={formatBytes(sum(({ sizeBytes }) => sizeBytes))} note="one copy" />
    </dl>
  );
}

/** How evenly its partitions lie on the brokers. */
export function BalanceFigures({ topic: { partitions, balance } }: { topic: TopicDetail }): Html {
  const { holders, brokers, skewed, leaderSkewed } = balance;
  const preferred = partitions.filter(({ leader, replicas }) => leader === replicas[0]).length;
  return (
    <dl class="stats">
      <Stat label="Preferred" value={formatShare(preferred, partitions.length)} note="leaders" />
      <Stat
        label="Spread"
        value={formatShare(holders.length, brokers)}
        note={`${holders.length} of ${brokers} brokers`}
      />
      <Stat
        label="Skew"
        value={formatShare(skewed.length, holders.length)}
        note={skewed.length > 0 && `broker ${skewed.join(", ")}`}
      />
      <Stat
        label="Leader skew"
        value={formatShare(leaderSkewed.length, holders.length)}
        note={leaderSkewed.length > 0 && `broker ${leaderSkewed.join(", ")}`}
      />
    </dl>
  );
}
