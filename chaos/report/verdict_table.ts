import { duration, style, table } from "../../scripts/cli/terminal/terminal.ts";
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
      report.skipped !== undefined
        ? style("yellow", "skipped")
        : hasPassed(report)
        ? style("green", "passed")
        : style("red", "failed"),
    ];
  });
  const right = [...columns.slice(1), ...measured.slice(0, -1)];
  const faults = reports.flatMap((report) =>
    faultLines(report).map((line) => `${report.scenario}: ${line}`)
  );
  const passed = reports.flatMap(({ scenario, verdict }) =>
    passageLines(verdict).map((line) => `${scenario}: ${line}`)
  );
  return [table([...columns, ...measured], rows, { right }), ...passed, ...faults].join("\n");
}

/** What the functions that the load passed through made of it; empty where there were none. */
export function passageLines(verdict: ScenarioReport["verdict"]): string[] {
  return (verdict?.passages ?? []).map(({ name, outputs, again, letters }) => {
    const number = (count: number) => count.toLocaleString("en");
    const repeated = again === 0 ? "" : ` (${number(again)} of them again)`;
    return `${name} has written ${number(outputs)} records${repeated} and ${
      number(letters)
    } letters`;
  });
}

/** What was wrong with a run, or why it was none; empty where nothing was. */
export function faultLines({ error, verdict, faults, skipped }: ScenarioReport): string[] {
  const { examples = [], disagreements = [], anomalies = {} } = verdict ?? {};
  return [
    ...skipped === undefined ? [] : [`skipped: ${skipped}`],
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
