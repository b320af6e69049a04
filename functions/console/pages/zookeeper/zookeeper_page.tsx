/**
 * The ZooKeeper ensemble.
 *
 * @module
 */
import { formatBytes, formatCount, formatDuration, formatLatency } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge, Stat } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page, type Site } from "../../web/page.tsx";
import type { Sample } from "../../live/memory/sample.ts";
import type { Member, MemberFigures } from "../../sources/ensemble.ts";
import { NotConfigured } from "../../web/not_configured.tsx";
import { addPage } from "../../web/page_route.tsx";

/** Adds the page of the ensemble's members, and of the brokers that it knows. */
export function addZookeeper(site: Site, console: Console): void {
  addPage(site, "/zookeeper", zookeeperPage(console));
}

function zookeeperPage({ sampler }: Console): Page {
  return () => {
    const sample = sampler.latest;
    const { ensemble } = sample;
    if (ensemble === undefined) {
      return {
        title: "ZooKeeper",
        section: "zookeeper",
        live: {},
        body: (
          <>
            <h1>ZooKeeper</h1>
            <NotConfigured what="The ensemble is" variable="ZOOKEEPER_ADMIN" />
          </>
        ),
      };
    }
    const live = {
      summary: <Summary ensemble={ensemble} sample={sample} />,
      members: (
        <Table caption="Members" columns={COLUMNS} rows={ensemble} empty="It has no members." />
      ),
    };
    return {
      title: "ZooKeeper",
      section: "zookeeper",
      live,
      body: (
        <>
          <h1>ZooKeeper</h1>
          <Live id="summary">{live.summary}</Live>
          <section class="panel" aria-labelledby="members-title">
            <h2 id="members-title">Members</h2>
            <Live id="members">{live.members}</Live>
          </section>
        </>
      ),
    };
  };
}

function Summary({ ensemble, sample }: { ensemble: readonly Member[]; sample: Sample }): Html {
  const serving = ensemble.filter(({ state }) => state === "up");
  const hasQuorum = serving.length * 2 > ensemble.length;
  const leader = ensemble.find(({ role }) => role === "leader" || role === "standalone");
  const controller = sample.kafka?.value?.controller;
  const brokers = sample.kafka?.value?.brokers.map(({ id }) => id);
  return (
    <dl class="stats">
      <Stat
        label="Quorum"
        value={hasQuorum ? "yes" : "no"}
        tone={hasQuorum ? "plain" : "bad"}
        note={`${serving.length} of ${ensemble.length} serve`}
      />
      <Stat label="Leader" value={leader?.name ?? "none"} tone={leader ? "plain" : "bad"} />
      <Stat label="Nodes of data" value={formatCount(leader?.figures?.znodes)} />
      <Stat label="Data" value={formatBytes(leader?.figures?.dataBytes)} />
      <Stat
        label="Kafka's controller"
        value={controller === undefined
          ? "none"
          : <a href={path("brokers", controller)}>{controller}</a>}
        note={brokers && `brokers ${brokers.join(", ")}`}
      />
    </dl>
  );
}

function figure(label: string, of: (figures: MemberFigures) => string): Column<Member> {
  return { label, numeric: true, cell: ({ figures }) => figures && of(figures) };
}

const TONES = { up: "ok", looking: "warn", down: "bad" } as const;

const COLUMNS: readonly Column<Member>[] = [
  { label: "Member", cell: ({ name }) => name },
  { label: "State", cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge> },
  {
    label: "Role",
    cell: ({ role }) => role && <Badge tone={role === "leader" ? "accent" : "plain"}>{role}</Badge>,
  },
  { label: "AdminServer", cell: ({ address }) => <code>{address}</code> },
  figure("Uptime", ({ uptimeMs }) => formatDuration(uptimeMs)),
  figure("Connections", ({ connections }) => formatCount(connections)),
  figure("Outstanding", ({ outstanding }) => formatCount(outstanding)),
  figure("Watches", ({ watches }) => formatCount(watches)),
  figure("Ephemerals", ({ ephemerals }) => formatCount(ephemerals)),
  figure("Latency", ({ averageLatency }) => formatLatency(averageLatency)),
  figure("Slowest", ({ maxLatency }) => formatLatency(maxLatency)),
  { label: "Version", cell: ({ figures }) => figures?.version },
];
