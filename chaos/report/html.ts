import { duration } from "../../scripts/cli/terminal/terminal.ts";
import { faultMark, runSeries } from "../../functions/console/chaos/run_timeline.ts";
import { type Series, Timeline } from "../../functions/console/chaos/timeline_chart.tsx";
import { type Sample, toRunSample } from "../workload/sample.ts";
import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import { page } from "./page.ts";
import { type FaultReport, hasPassed, type ScenarioReport } from "./run_report.ts";
import { faultLines, passageLines } from "./verdict_table.ts";

/** The runs as one page that needs nothing else: numbers, timelines, faults with their proofs. */
export function html(reports: readonly ScenarioReport[], command: string): string {
  const passed = reports.filter(hasPassed).length;
  return page(
    `Chaos: ${passed} of ${reports.length} passed`,
    `<p><code>${escapeXml(command)}</code></p>\n${reports.map(section).join("\n")}`,
  );
}

function section(report: ScenarioReport): string {
  const { scenario, seed, seconds, verdict, faults, samples } = report;
  const passed = report.skipped !== undefined ? "skipped" : hasPassed(report) ? "passed" : "failed";
  const end = samples.at(-1)?.at ?? 1;
  const marks = faults.map(faultMark);
  const lines = faultLines(report).map((line) => `<li>${escapeXml(line)}</li>`).join("\n");
  return `<section><h2>${escapeXml(scenario)}: <span class="${passed}">${passed}</span></h2>
<p>seed ${seed}, ${duration(seconds * 1_000)}</p>
${lines && `<ul class="failed">${lines}</ul>`}
${verdict ? numbers(verdict) : ""}
${passageLines(verdict).map((line) => `<p>${escapeXml(line)}</p>`).join("\n")}
${faultTable(faults)}
${series(samples).map((one) => Timeline({ series: one, marks, end })).join("\n")}
</section>`;
}

function numbers({ sent, logged, unknownInLog, redelivered, ledger }: NonNullable<
  ScenarioReport["verdict"]
>): string {
  const cells: [string, number][] = [
    ["acknowledged", sent.acknowledged],
    ["unknown", sent.unknown],
    ["of these in the log", unknownInLog],
    ["rejected", sent.rejected],
    ["in the log", logged],
    ["redelivered", redelivered],
    ["lost by the ledger", ledger.lost],
    ["duplicated by the ledger", ledger.duplicated],
  ];
  return `<div class="wide"><table><tr>${
    cells.map(([name]) => `<th class="number">${name}</th>`).join("")
  }</tr>
<tr>${
    cells.map(([, value]) => `<td class="number">${value.toLocaleString("en")}</td>`).join("")
  }</tr></table></div>`;
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
  return `<div class="wide"><table><tr><th class="number">at</th><th>fault</th><th>proof</th><th>bounds</th></tr>
${rows.join("\n")}</table></div>`;
}

function series(samples: readonly Sample[]): Series[] {
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
