/**
 * The run that breaks the lab, or did last: what it does, its timeline, and its verdict.
 *
 * @module
 */
import type { Child } from "hono/jsx";
import { type ChaosRun, type RunScenario, SILENT_AFTER } from "../../chaos/chaos_run.ts";
import { faultMark, runSeries } from "../../chaos/run_timeline.ts";
import { Timeline } from "../../chaos/timeline_chart.tsx";
import { Time } from "../../web/clock/time.tsx";
import { count, formatCount, formatLatency } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Badge, Stat, type Tone } from "../../web/text/marks.tsx";
import { Table } from "../../web/table.tsx";
import { FaultTable } from "./fault_table.tsx";

const TONES: Record<ChaosRun["state"] | RunScenario["state"], Tone> = {
  running: "accent",
  passed: "ok",
  failed: "bad",
  skipped: "plain",
  "broken off": "warn",
};

interface RunPanelProps {
  run: ChaosRun;
  /** ms since the Unix epoch. */
  now: number;
  /** What can be done about it. */
  children?: Child;
}

/** The run as it is now. */
export function RunPanel({ run, now, children }: RunPanelProps): Html {
  const { command, startedAt, updatedAt, state, doing, scenarios } = run;
  const last = scenarios.at(-1);
  const isSilent = state === "running" && now - updatedAt > SILENT_AFTER;
  return (
    <>
      <section class="panel">
        <h2>
          {last?.name ?? "A run"}{" "}
          <Badge tone={isSilent ? "warn" : TONES[state]}>{isSilent ? "silent" : state}</Badge>
        </h2>
        <p class="muted">
          <code>{command}</code>, begun at <Time at={startedAt} to="s" />
        </p>
        {isSilent && (
          <p class="notice warn">
            Nothing was heard of it since{" "}
            <Time at={updatedAt} to="s" />: it was killed, or no broker takes what it tells.
          </p>
        )}
        {doing && <p>{doing}</p>}
        {children}
        {last && <WhatCameOfIt scenario={last} />}
        {scenarios.length > 1 && <Table {...scenarioTable(scenarios)} />}
      </section>
      {last && last.samples.length > 0 && <Timelines scenario={last} />}
    </>
  );
}

function WhatCameOfIt({ scenario: { verdict, wrong, faults } }: { scenario: RunScenario }): Html {
  return (
    <>
      {verdict && <VerdictFigures verdict={verdict} />}
      {wrong.length > 0 && <ul class="wrong">{wrong.map((line) => <li>{line}</li>)}</ul>}
      {faults.length > 0 && <FaultTable faults={faults} />}
    </>
  );
}

function VerdictFigures({ verdict }: { verdict: NonNullable<RunScenario["verdict"]> }): Html {
  const { acknowledged, unknown, rejected, logged, redelivered, anomalies } = verdict;
  const found = Object.entries(anomalies);
  const total = found.reduce((sum, [, n]) => sum + n, 0);
  return (
    <dl class="stats">
      <Stat
        label="Anomalies"
        value={formatCount(total)}
        tone={total > 0 ? "bad" : "ok"}
        note={found.map(([kind, n]) => `${n} × ${kind}`).join(", ") ||
          "none lost, doubled or reordered"}
      />
      <Stat label="Acknowledged" value={formatCount(acknowledged)} />
      <Stat label="In the log" value={formatCount(logged)} />
      <Stat label="Unknown" value={formatCount(unknown)} note="no answer in time" />
      <Stat label="Rejected" value={formatCount(rejected)} />
      <Stat label="Redelivered" value={formatCount(redelivered)} note="at least once" />
    </dl>
  );
}

function Timelines({ scenario: { samples, faults } }: { scenario: RunScenario }): Html {
  const end = Math.max(1, samples.at(-1)!.at);
  const marks = faults.map(faultMark);
  return (
    <section class="panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      <p class="hint">{count(faults.length, "fault")}, shaded while it lasted.</p>
      <div class="timelines">
        {runSeries(samples).map((series) => <Timeline series={series} marks={marks} end={end} />)}
      </div>
    </section>
  );
}

function scenarioTable(rows: readonly RunScenario[]) {
  const anomalies = ({ verdict }: RunScenario) =>
    verdict && Object.values(verdict.anomalies).reduce((sum, n) => sum + n, 0);
  return {
    caption: "Scenarios of this run",
    empty: "",
    rows,
    columns: [
      { label: "Scenario", cell: ({ name }: RunScenario) => name },
      {
        label: "Verdict",
        cell: ({ state }: RunScenario) => <Badge tone={TONES[state]}>{state}</Badge>,
      },
      {
        label: "Acknowledged",
        numeric: true,
        cell: ({ verdict }: RunScenario) => formatCount(verdict?.acknowledged),
      },
      {
        label: "Anomalies",
        numeric: true,
        cell: (row: RunScenario) => formatCount(anomalies(row)),
      },
      {
        label: "Faults",
        numeric: true,
        cell: ({ faults }: RunScenario) => formatCount(faults.length),
      },
      {
        label: "Took",
        numeric: true,
        cell: ({ seconds }: RunScenario) =>
          formatLatency(seconds === undefined ? undefined : seconds * 1_000),
      },
    ],
  };
}
