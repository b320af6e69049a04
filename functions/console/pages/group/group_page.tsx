/**
 * A consumer group: who is in it, where it is, and how far behind.
 *
 * @module
 */
import type { GroupDetail, GroupMember, GroupOffset } from "../../../../kafka/admin/groups.ts";
import { Chart, type ChartLine } from "../../web/chart.tsx";
import { Field, FoldedForm } from "../../web/field.tsx";
import { formatCount } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { GroupStateBadge, Stat, VerdictBadge } from "../../web/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import type { LagLines } from "../../live/lag_lines.ts";
import { groupSeries, lagSeries } from "../../live/sample.ts";
import type { Evaluation } from "../../sources/burrow.ts";
import { NotGiven } from "../overview/overview_page.tsx";

/** A group. */
export function groupPage({ cluster, burrow, sampler }: Console): Page {
  return async ({ param, form }) => {
    const name = param("group");
    const [group, evaluation] = await Promise.all([
      cluster.group(name),
      // Without Burrow's answer the page lacks its verdicts, and nothing else.
      burrow?.evaluate(name).catch(() => undefined),
    ]);
    const lines = lagChart(group, sampler.lagLines);
    const remove = { form: "delete-group", state: form };
    const live = {
      summary: <Summary group={group} evaluation={evaluation} isJudged={burrow !== undefined} />,
      offsets: (
        <Table
          caption={`Offsets of ${name}`}
          columns={offsetColumns(group, evaluation)}
          rows={group.offsets}
          empty="It has committed no offsets."
        />
      ),
      members: (
        <Table
          caption={`Members of ${name}`}
          columns={MEMBER_COLUMNS}
          rows={group.members}
          empty="It has no members now."
        />
      ),
    };
    return {
      title: name,
      section: "groups",
      live,
      series: lines.map(({ series }) => series),
      body: (
        <>
          <nav class="crumbs" aria-label="Breadcrumb">
            <a href="/groups">Groups</a>
          </nav>
          <h1>{name}</h1>
          <Live id="summary">{live.summary}</Live>
          {burrow === undefined && <NotGiven what="Burrow's verdict is" variable="BURROW_URL" />}
          <Chart id="chart-lag" title="Lag, by partition" unit="count" lines={lines} />
          <section class="panel" aria-labelledby="offsets-title">
            <h2 id="offsets-title">Offsets and lag</h2>
            <Live id="offsets">{live.offsets}</Live>
            <div class="commands">
              <a class="button" href={path("groups", name, "reset")}>Reset offsets…</a>
            </div>
          </section>
          <section class="panel" aria-labelledby="members-title">
            <h2 id="members-title">Members</h2>
            <Live id="members">{live.members}</Live>
          </section>
          <div class="commands">
            <FoldedForm
              title="Delete the group…"
              id={remove.form}
              action={path("groups", name, "delete")}
              submit="Delete group and its offsets"
              danger
              state={form}
            >
              <p>Its committed offsets will be gone. Kafka refuses while it has members.</p>
              <Field {...remove} name="confirm" label={`Type ${name} to confirm`} required />
            </FoldedForm>
          </div>
        </>
      ),
    };
  };
}

/** The lag of the partitions that have the most of it, and of all of them where there are more. */
function lagChart({ group, offsets }: GroupDetail, lagLines: LagLines): ChartLine[] {
  const lags = offsets.flatMap(({ topic, partition, lag }) =>
    lag === undefined ? [] : { topic, partition, lag }
  );
  const lines = lagLines.watch(group, lags).map((lag) => ({
    series: lagSeries(group, lag),
    label: `${lag.topic}/${lag.partition}`,
  }));
  return lines.length === 1 ? lines : [{ series: groupSeries(group), label: "total" }, ...lines];
}

interface SummaryProps {
  group: GroupDetail;
  evaluation?: Evaluation;
  isJudged: boolean;
}

function Summary({ group, evaluation, isJudged }: SummaryProps): Html {
  const { state, members, offsets, protocol, coordinator } = group;
  return (
    <dl class="stats">
      <Stat label="State" value={<GroupStateBadge state={state} />} note={protocol} />
      {isJudged && (
        <Stat
          label="Burrow"
          value={<VerdictBadge verdict={evaluation?.verdict} />}
          note={evaluation && `${Math.round(evaluation.complete * 100)} % of windows full`}
        />
      )}
      <Stat label="Members" value={formatCount(members.length)} />
      <Stat
        label="Total lag"
        value={formatCount(offsets.reduce((sum, { lag }) => sum + (lag ?? 0), 0))}
      />
      <Stat label="Coordinator" value={<a href={path("brokers", coordinator)}>{coordinator}</a>} />
    </dl>
  );
}

function offsetColumns(group: GroupDetail, evaluation?: Evaluation): Column<GroupOffset>[] {
  const clients = new Map(group.members.map(({ memberId, clientId }) => [memberId, clientId]));
  const verdict: Column<GroupOffset> = {
    label: "Burrow",
    cell: ({ topic, partition }) => (
      <VerdictBadge verdict={evaluation?.partitions.get(`${topic}/${partition}`)?.verdict} />
    ),
  };
  return [
    { label: "Topic", cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a> },
    { label: "Partition", numeric: true, cell: ({ partition }) => partition },
    { label: "Committed", numeric: true, cell: ({ committed }) => formatCount(committed) },
    { label: "End", numeric: true, cell: ({ endOffset }) => formatCount(endOffset) },
    { label: "Lag", numeric: true, cell: ({ lag }) => formatCount(lag) },
    ...(evaluation ? [verdict] : []),
    { label: "Read by", cell: ({ memberId }) => memberId && (clients.get(memberId) ?? memberId) },
  ];
}

const MEMBER_COLUMNS: readonly Column<GroupMember>[] = [
  { label: "Client", cell: ({ clientId }) => clientId },
  { label: "Host", cell: ({ host }) => <code>{host}</code> },
  {
    label: "Assignment",
    cell: ({ assignment }) =>
      assignment.map(({ topic, partitions }) => `${topic}: ${partitions.join(", ")}`).join("; ") ||
      "none",
  },
  {
    label: "Member id",
    cell: ({ memberId, instanceId }) => <code>{instanceId ?? memberId}</code>,
  },
];
