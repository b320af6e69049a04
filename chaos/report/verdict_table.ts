import { duration, style, table } from "../../scripts/cli/terminal.ts";
import { hasPassed, longest, missedBounds, type ScenarioReport } from "./run_report.ts";

/** The scenarios as a table, and below it what was wrong, line by line. */
export function verdictTable(reports: readonly ScenarioReport[]): string {
  const columns = ["scenario", "acknowledged", "unknown", "rejected", "lost", "dup.", "reord."];
  const measured = ["redelivered", "faults", "unavailable", "in sync", "verdict"];
  const rows = reports.map((report) => {
    const { scenario, verdict, faults } = report;
    const number = (count: number | undefined) => count?.toLocaleString("en") ?? "-";
    return [
      scenario,
      number(verdict?.sent.acknowledged),
      number(verdict?.sent.unknown),
      number(verdict?.sent.rejected),
      number(verdict && (verdict.anomalies["lost write"] ?? 0)),
      number(verdict && (verdict.anomalies["duplicate"] ?? 0)),
      number(verdict && (verdict.anomalies["reordered"] ?? 0)),
      number(verdict?.redelivered),
      number(faults.length),
      took(longest(report, "acknowledgements resume")),
      took(longest(report, "the ISR is full")),
      hasPassed(report) ? style("green", "passed") : style("red", "failed"),
    ];
  });
  const right = [...columns.slice(1), ...measured.slice(0, -1)];
  const faults = reports.flatMap((report) =>
    faultLines(report).map((line) => `${report.scenario}: ${line}`)
  );
  return [table([...columns, ...measured], rows, { right }), ...faults].join("\n");
}

/** What was wrong with a run; empty where nothing was. */
export function faultLines({ error, verdict, faults }: ScenarioReport): string[] {
  const { examples = [], disagreements = [], anomalies = {} } = verdict ?? {};
  return [
    ...error === undefined ? [] : [error],
    ...Object.entries(anomalies).map(([kind, count]) => `${count} × ${kind}`),
    ...examples.map(({ kind, detail }) => `${kind}: ${detail}`),
    ...disagreements,
    ...missedBounds(faults).map(({ what, within, took }) => {
      const found = took === undefined ? "it never did" : `it took ${duration(took)}`;
      return `${what} within ${duration(within)}: ${found}`;
    }),
  ];
}

function took(ms: number | undefined): string {
  return ms === undefined ? "-" : duration(ms);
}
