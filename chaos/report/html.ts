import { duration } from "../../scripts/cli/terminal/terminal.ts";
import { leastInSync, type Sample } from "../workload/sample.ts";
import { chart, type Mark, type Series } from "./chart.ts";
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
  const marks = faults.map((fault) => toMark(fault));
  const lines = faultLines(report).map((line) => `<li>${escapeXml(line)}</li>`).join("\n");
  return `<section><h2>${escapeXml(scenario)}: <span class="${passed}">${passed}</span></h2>
<p>seed ${seed}, ${duration(seconds * 1_000)}</p>
${lines && `<ul class="failed">${lines}</ul>`}
${verdict ? numbers(verdict) : ""}
${passageLines(verdict).map((line) => `<p>${escapeXml(line)}</p>`).join("\n")}
${faultTable(faults)}
${series(samples).map((one) => chart(one, marks, end)).join("\n")}
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
  return `<table><tr>${cells.map(([name]) => `<th class="number">${name}</th>`).join("")}</tr>
<tr>${
    cells.map(([, value]) => `<td class="number">${value.toLocaleString("en")}</td>`).join("")
  }</tr></table>`;
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
  return `<table><tr><th class="number">at</th><th>fault</th><th>proof</th><th>bounds</th></tr>
${rows.join("\n")}</table>`;
}

/** A fault's mark lasts until it is healed, or until what it has stopped goes on. */
function toMark({ at, healed, what, bounds }: FaultReport): Mark {
  const took = Math.max(0, ...bounds.map(({ took = 0 }) => took));
  return { from: at, until: healed ?? at + took, label: what };
}

function series(samples: readonly Sample[]): Series[] {
  const over = (value: (sample: Sample) => number | undefined): Series["points"] =>
    samples.map((sample) => [sample.at, value(sample)]);
  const leaders = [...new Set(samples.flatMap(({ cluster }) => cluster?.leaders ?? []))]
    .filter((id) => id >= 0).sort();
  return [
    { title: "Acknowledged", unit: "/s", points: over(({ acknowledged }) => acknowledged) },
    { title: "Delivered to the group", unit: "/s", points: over(({ delivered }) => delivered) },
    {
      title: "Partitions of which nothing was acknowledged for a second",
      unit: "",
      steps: true,
      points: over(({ unavailable }) => unavailable),
    },
    { title: "The smallest ISR", unit: "", steps: true, points: over(leastInSync) },
    { title: "Time to the acknowledgement, p99", unit: "ms", points: over(({ p99 }) => p99) },
    { title: "Lag of the group", unit: "", points: over(({ lag }) => lag) },
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
