/**
 * A topic: its partitions, where they are, and what can be done about that.
 *
 * @module
 */
import type { PartitionDetail, TopicDetail } from "../../../../kafka/admin/topic_detail.ts";
import { Chart } from "../../web/chart.tsx";
import { Field, FoldedForm } from "../../web/field.tsx";
import { formatBytes, formatCount, formatRate, formatShare } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge, Stat } from "../../web/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import { topicSeries } from "../../live/sample.ts";
import { BalanceHint, SyncBadge } from "../topics/topics_page.tsx";
import { TopicFrame } from "../../components/topic_frame.tsx";

/** A topic's partitions. */
export function topicPage({ cluster, sampler }: Console): Page {
  return async ({ param, form }) => {
    const topic = await cluster.topic(param("topic"));
    const { name, partitions } = topic;
    const series = topicSeries(name);
    const groups = (sampler.latest.groups?.value ?? []).filter((group) =>
      group.topics.includes(name)
    );
    const live = {
      summary: <Summary topic={topic} perSecond={sampler.latest.rates.get(name)} />,
      balance: <BalanceFigures topic={topic} />,
      partitions: (
        <Table
          caption={`Partitions of ${name}`}
          columns={COLUMNS}
          rows={partitions}
          empty="It has no partitions."
        />
      ),
      groups: (
        <Table
          caption={`Groups that read ${name}`}
          columns={[
            {
              label: "Group",
              cell: ({ group }) => <a href={path("groups", group)}>{group}</a>,
            },
            { label: "State", cell: ({ state }) => state },
            { label: "Total lag", numeric: true, cell: (row) => formatCount(row.totalLag) },
          ]}
          rows={groups}
          empty="No group has committed offsets of it."
        />
      ),
    };
    const grow = { form: "add-partitions", state: form };
    return {
      title: name,
      section: "topics",
      live,
      series: [series],
      body: (
        <TopicFrame topic={name} tab="partitions">
          <Live id="summary">{live.summary}</Live>
          <Chart
            id="chart-rate"
            title="Records a second"
            unit="rate"
            lines={[{ series, label: "in" }]}
          />
          <section class="panel" aria-labelledby="partitions-title">
            <h2 id="partitions-title">Partitions</h2>
            <Live id="balance">{live.balance}</Live>
            <BalanceHint />
            <Live id="partitions">{live.partitions}</Live>
            <div class="commands">
              <form method="post" action={path("topics", name, "elect")}>
                <button type="submit">Elect preferred leaders</button>
              </form>
              <a class="button" href={`/brokers?topic=${encodeURIComponent(name)}#move-replicas`}>
                Move replicas…
              </a>
              <FoldedForm
                title="Add partitions…"
                id={grow.form}
                action={path("topics", name, "partitions")}
                submit="Add partitions"
                state={form}
              >
                <Field
                  {...grow}
                  name="total"
                  label="Partitions then"
                  type="number"
                  min={partitions.length + 1}
                  value={partitions.length + 1}
                  required
                  hint="There cannot become fewer, and keys may go to other partitions than before."
                />
              </FoldedForm>
            </div>
            {form?.id === "elect" && <p class="notice bad" role="alert">{form.message}</p>}
          </section>
          <section class="panel" aria-labelledby="groups-title">
            <h2 id="groups-title">Consumer groups</h2>
            <Live id="groups">{live.groups}</Live>
          </section>
        </TopicFrame>
      ),
    };
  };
}

function Summary({ topic, perSecond }: { topic: TopicDetail; perSecond?: number }): Html {
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
function BalanceFigures({ topic: { partitions, balance } }: { topic: TopicDetail }): Html {
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

const COLUMNS: readonly Column<PartitionDetail>[] = [
  { label: "Partition", cell: ({ partition }) => partition },
  {
    label: "Leader",
    cell: ({ leader, replicas }) => (
      <>
        {leader === undefined
          ? <Badge tone="bad">none</Badge>
          : <a href={path("brokers", leader)}>{leader}</a>}
        {leader !== undefined && leader !== replicas[0] && <Badge tone="warn">not preferred</Badge>}
      </>
    ),
  },
  { label: "Replicas", cell: ({ replicas }) => replicas.join(", ") },
  {
    label: "In sync",
    cell: ({ isr, replicas }) => (
      <Badge tone={isr.length === replicas.length ? "ok" : "warn"}>
        {isr.toSorted((a, b) => a - b).join(", ") || "none"}
      </Badge>
    ),
  },
  { label: "First offset", numeric: true, cell: (row) => formatCount(row.startOffset) },
  { label: "End offset", numeric: true, cell: (row) => formatCount(row.endOffset) },
  { label: "Size", numeric: true, cell: ({ sizeBytes }) => formatBytes(sizeBytes) },
];
