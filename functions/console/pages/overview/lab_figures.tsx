import { count, formatCount, formatLatency, formatRate } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Stat } from "../../web/text/marks.tsx";
import { judge } from "../../live/health.ts";
import type { Sample } from "../../live/memory/sample.ts";

const HEADLINES = {
  ok: "Healthy",
  warn: "Degraded, and working",
  bad: "Broken",
} as const;

/** Whether the lab is healthy, and if not, why. */
export function HealthReport({ sample }: { sample: Sample }): Html {
  const health = judge(sample);
  if (health === undefined) return <div class="report" role="status">Looking at the lab…</div>;
  const { level, faults } = health;
  return (
    <div class={`report ${level}`} role="status">
      <strong>{HEADLINES[level]}</strong>
      {faults.length === 0
        ? <span>Every node is up, and every partition has a leader and all replicas in sync.</span>
        : <ul>{faults.map(({ text }) => <li>{text}</li>)}</ul>}
    </div>
  );
}

/** How many dead letters are open, and the way to them. */
function DeadLetters({ sample }: { sample: Sample }): Html {
  const topics = sample.letterTopics?.value;
  const open = topics?.reduce((sum, topic) => sum + topic.open, 0);
  return (
    <Stat
      label="Dead letters"
      value={open ? <a href="/dead-letters">{formatCount(open)}</a> : formatCount(open)}
      tone={open ? "warn" : "plain"}
      note={open ? "open" : "none is open"}
    />
  );
}

/** The figures that tell most. */
export function Figures({ sample }: { sample: Sample }): Html {
  const { kafka, brokers, ensemble, recordsIn, recordsOut, consumer, groups } = sample;
  const overview = kafka?.value;
  const topics = overview?.topics.filter(({ internal }) => !internal);
  const total = (of: "partitions" | "underReplicated" | "offline") =>
    overview?.topics.reduce((sum, topic) => sum + topic[of], 0);
  const up = overview?.brokers.length ?? 0;
  const serving = ensemble?.filter(({ state }) => state === "up").length;
  const latency = consumer?.value?.recentLatency;
  const hasLatency = latency !== undefined && latency.count > 0;
  const controller = overview?.controller;
  return (
    <dl class="stats">
      <Stat
        label="Brokers"
        value={`${up} of ${Math.max(brokers.length, up)}`}
        tone={up === 0 ? "bad" : up < brokers.length ? "warn" : "plain"}
        note={controller === undefined ? "no controller" : `controller ${controller}`}
      />
      {ensemble && (
        <Stat
          label="ZooKeeper"
          value={`${serving} of ${ensemble.length}`}
          tone={serving === ensemble.length ? "plain" : "warn"}
          note={`leader ${ensemble.find(({ role }) => role === "leader")?.name ?? "none"}`}
        />
      )}
      <Stat
        label="Topics"
        value={formatCount(topics?.length)}
        note={total("partitions") !== undefined && count(total("partitions")!, "partition")}
      />
      <Stat
        label="Under-replicated"
        value={formatCount(total("underReplicated"))}
        tone={total("underReplicated") ? "warn" : "plain"}
        note="partitions"
      />
      <Stat
        label="Offline"
        value={formatCount(total("offline"))}
        tone={total("offline") ? "bad" : "plain"}
        note="partitions"
      />
      <Stat label="Records in" value={formatRate(recordsIn)} note="a second" />
      {consumer && <Stat label="Records out" value={formatRate(recordsOut)} note="a second" />}
      {consumer && (
        <Stat
          label="Latency p50"
          value={formatLatency(hasLatency ? latency.p50 : undefined)}
          note={hasLatency && `p99 ${formatLatency(latency.p99)}`}
        />
      )}
      <Stat
        label="Total lag"
        value={formatCount(groups?.value?.groups.reduce((sum, { totalLag }) => sum + totalLag, 0))}
        note={groups?.value && count(groups.value.groups.length, "group")}
      />
      <DeadLetters sample={sample} />
    </dl>
  );
}
