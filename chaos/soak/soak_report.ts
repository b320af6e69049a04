import { bytes, duration, style, table } from "../../scripts/cli/terminal/terminal.ts";
import { type Series, Timeline } from "../../functions/console/chaos/timeline_chart.tsx";
import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import { page } from "../report/page.ts";
import type { Growth, Measure, Observed } from "./growth.ts";
import { hasPassed, type SoakReport } from "./run_soak.ts";

const MiB = 1024 * 1024;

/** What grew, and by how much, as a table; below it what the load has done. */
export function soakTable(report: SoakReport): string {
  const numbers = ["from", "to", "peak", "growth", "bound"];
  const rows = report.growth.map((one) => [
    one.node,
    one.measure,
    ...[one.from, one.to, one.peak, one.growth, one.bound].map((value) => shown(one, value)),
    one.isWithin ? style("green", "within") : style("red", "grows"),
  ]);
  return [
    table(["process", "measure", ...numbers, "verdict"], rows, { right: numbers }),
    ...loadLines(report),
  ].join("\n");
}

/** The load and what went wrong, line by line. */
function loadLines({ load, died, seconds }: SoakReport): string[] {
  const { requests, failed, events, resumed, clients, failures } = load;
  const number = (value: number) => value.toLocaleString("en");
  return [
    `${duration(seconds * 1_000)}: ${number(requests)} requests, ${number(failed)} failed; ` +
    `${number(events)} events over ${number(resumed + 1)} streams; ${
      number(clients)
    } Kafka clients`,
    ...Object.entries(failures).slice(0, 10).map(([what, count]) => `${count} × ${what}`),
    ...died.map((node) => `${node} has died, and was started again`),
  ];
}

/** The run as one page that needs nothing else: a chart of each measure of each process. */
export function soakHtml(report: SoakReport, command: string): string {
  const verdict = hasPassed(report) ? "passed" : "failed";
  const end = Math.max(1, ...report.observed.map(({ points }) => points.at(-1)?.[0] ?? 0));
  const lines = [command, ...loadLines(report)].map((line) => `<p>${escapeXml(line)}</p>`);
  const sections = report.growth.map((one) => {
    const observed = report.observed.find(({ node, measure }) =>
      node === one.node && measure === one.measure
    )!;
    const grown = one.isWithin ? "within" : "grows beyond";
    const drawn = series(observed, one, `${grown} ${shown(one, one.bound)}`);
    return Timeline({ series: drawn, marks: [], end });
  });
  return page(`Soak: ${verdict}`, [...lines, ...sections].join("\n"));
}

function series(
  { node, measure, points }: Observed,
  { growth }: Growth,
  verdict: string,
): Series {
  const scale = isBytes(measure) ? MiB : 1;
  return {
    title: `${node}: ${measure}, grown by ${shown({ measure }, growth)}, ${verdict}`,
    unit: isBytes(measure) ? "MiB" : measure === "latency" ? "ms" : "",
    points: points.map(([at, value]) => [
      at,
      value === undefined ? undefined : value / scale,
    ]),
  };
}

function isBytes(measure: Measure): boolean {
  return measure === "memory" || measure === "heap";
}

function shown({ measure }: { measure: Measure }, value: number): string {
  if (isBytes(measure)) return bytes(Math.round(value));
  return measure === "latency"
    ? `${value.toFixed(1)} ms`
    : value.toFixed(Number.isInteger(value) ? 0 : 1);
}
