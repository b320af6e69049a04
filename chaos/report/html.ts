import { duration } from "../../scripts/cli/terminal/terminal.ts";
import { faultMark, runSeries } from "../../functions/console/chaos/run_timeline.ts";
import { type Series, Timeline } from "../../functions/console/chaos/timeline_chart.tsx";
import { type Sample, toRunSample } from "../workload/sample.ts";
import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import { page } from "./page.ts";
import { type FaultReport, hasPassed, type ScenarioReport } from "./run_report.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { faultLines, passageLines } from "./verdict_table.ts";

/** The runs as one page that needs nothing else: numbers, timelines, faults with their proofs. */
export function html(reports: readonly ScenarioReport[], command: string): string {
  const states = Map.groupBy(reports, stateOf);
  const told = (["passed", "failed", "skipped"] as const)
    .flatMap((state) => states.has(state) ? [`${states.get(state)!.length} ${state}`] : []);
  return page(
    `Chaos: ${told.join(", ")}`,
    `<p><code>${escapeXml(command)}</code></p>
${reports.length > 1 ? contents(reports) : ""}
${reports.map(section).join("\n")}`,
  );
}

function stateOf(report: ScenarioReport): "passed" | "failed" | "skipped" {
  return report.skipped !== undefined ? "skipped" : hasPassed(report) ? "passed" : "failed";
}

/** The scenarios with their verdicts, each with the way to its section. */
function contents(reports: readonly ScenarioReport[]): string {
  const rows = reports.map((report) => {
    const { scenario, verdict, seconds, skipped } = report;
    const state = stateOf(report);
    const number = (value: number | undefined) => value?.toLocaleString("en") ?? "";
    const name = escapeXml(scenario);
    return `<tr><td><a href="#${name}">${name}</a></td><td class="${state}">${state}</td>
<td class="number minor">${number(verdict?.sent.acknowledged)}</td>
<td class="number">${number(verdict && anomaliesOf(verdict))}</td>
<td class="number">${skipped === undefined ? duration(seconds * 1_000) : ""}</td></tr>`;
  });
  return `<table><tr><th>scenario</th><th>verdict</th><th class="number minor">acknowledged</th>
<th class="number">anomalies</th><th class="number">took</th></tr>
${rows.join("\n")}</table>`;
}

function section(report: ScenarioReport): string {
  const { scenario, seed, seconds, verdict, faults, samples, skipped } = report;
  const state = stateOf(report);
  const end = samples.at(-1)?.at ?? 1;
  const marks = faults.map(faultMark);
  const lines = faultLines(report).map((line) => `<li>${escapeXml(line)}</li>`).join("\n");
  const name = escapeXml(scenario);
  return `<section id="${name}"><h2>${name}: <span class="${state}">${state}</span></h2>
${skipped === undefined ? `<p>seed ${seed}, ${duration(seconds * 1_000)}</p>` : ""}
${lines && `<ul class="${state}">${lines}</ul>`}
${verdict ? numbers(verdict) : ""}
${passageLines(verdict).map((line) => `<p>${escapeXml(line)}</p>`).join("\n")}
${faults.length > 0 ? faultTable(faults) : ""}
${series(samples).map((one) => Timeline({ series: one, marks, end })).join("\n")}
</section>`;
}

function anomaliesOf({ anomalies }: Verdict): number {
  return Object.values(anomalies).reduce((sum, count) => sum + count, 0);
}

function numbers(verdict: Verdict): string {
  const { sent, logged, unknownInLog, redelivered, ledger } = verdict;
  const cells: [string, number][] = [
    ["anomalies", anomaliesOf(verdict)],
    ["acknowledged", sent.acknowledged],
    ["unknown", sent.unknown],
    ["of these in the log", unknownInLog],
    ["rejected", sent.rejected],
    ["in the log", logged],
    ["redelivered", redelivered],
    ["lost by the ledger", ledger.lost],
    ["duplicated by the ledger", ledger.duplicated],
  ];
  return `<dl>${
    cells.map(([name, value]) =>
      `<div><dt>${name}</dt><dd>${value.toLocaleString("en")}</dd></div>`
    ).join("")
  }</dl>`;
}

function faultTable(faults: readonly FaultReport[]): string {
  const rows = faults.map(({ what, proofs, at, bounds }) => {
    const kept = bounds.map(({ what, within, took, met }) => {
      const found = took === undefined ? "never" : duration(took);
      const text = `${what}: ${found} (within ${duration(within)})`;
      return `<span class="${met ? "passed" : "failed"}">${escapeXml(text)}</span>`;
    });
    return `<tr><td class="number">${duration(at)}</td><td>${escapeXml(what)}</td><td>${
      proofs.map(escapeXml).join("<br>")
    }</td><td>${kept.join("<br>")}</td></tr>`;
  });
  return `<table class="faults"><tr><th class="number">at</th><th>fault</th><th>proof</th><th>bounds</th></tr>
${rows.join("\n")}</table>`;
}

function series(samples: readonly Sample[]): Series[] {
  if (samples.length === 0) return [];
  const over = (value: (sample: Sample) => number | undefined): Series["points"] =>
    samples.map((sample) => [sample.at, value(sample)]);
  const leaders = [...new Set(samples.flatMap(({ cluster }) => cluster?.leaders ?? []))]
    .filter((id) => id >= 0).sort();
  return [
    ...runSeries(samples.map(toRunSample)),
    ...leaders.map((id): Series => ({
      title: `Partitions led by broker ${id}`,
      unit: "",
      steps: true,
      points: over(({ cluster }) => cluster?.leaders.filter((leader) => leader === id).length),
    })),
    {
      title: "The controller's id",
      unit: "",
      steps: true,
      points: over(({ cluster }) => cluster && Math.max(0, cluster.controller)),
    },
  ];
}
