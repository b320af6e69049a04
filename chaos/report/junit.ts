import { escapeXml } from "../../scripts/cli/escape_xml.ts";
import { duration } from "../../scripts/cli/terminal/terminal.ts";
import { isClean } from "../verdict/verdict.ts";
import { faultLines } from "./verdict_table.ts";
import type { ScenarioReport } from "./run_report.ts";

/** One test case of JUnit's: it fails, or is skipped, where it has a message. */
interface Case {
  name: string;
  failure?: string;
  skipped?: string;
}

/** The runs in JUnit's XML: a suite a scenario, with a case for the verdict and one for each bound. */
export function junit(reports: readonly ScenarioReport[]): string {
  const suites = reports.map((report) => {
    const cases = casesOf(report);
    const failures = cases.filter(({ failure }) => failure !== undefined).length;
    const attributes = `name="${escapeXml(`chaos ${report.scenario}`)}" tests="${cases.length}" ` +
      `failures="${failures}" time="${report.seconds.toFixed(3)}"`;
    const lines = cases.map(({ name, failure, skipped }) => {
      const open = `    <testcase classname="${escapeXml(report.scenario)}" name="${
        escapeXml(name)
      }"`;
      if (skipped !== undefined) {
        return `${open}>\n      <skipped message="${escapeXml(skipped)}"/>\n    </testcase>`;
      }
      if (failure === undefined) return `${open}/>`;
      return `${open}>\n      <failure message="${escapeXml(failure)}"/>\n    </testcase>`;
    });
    return `  <testsuite ${attributes}>\n${lines.join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${
    suites.join("\n")
  }\n</testsuites>\n`;
}

function casesOf(report: ScenarioReport): Case[] {
  const { verdict, faults, skipped } = report;
  if (skipped !== undefined) return [{ name: "no record suffers", skipped }];
  const failed = faultLines({ ...report, faults: [] });
  const isSound = verdict !== undefined && isClean(verdict) && report.error === undefined;
  const bounds = faults.flatMap(({ bounds, fault }, index) =>
    bounds.map(({ what, within, took, met }): Case => {
      const name = `${what} within ${duration(within)} (${fault} ${index + 1})`;
      if (met) return { name };
      return { name, failure: took === undefined ? "it never did" : `it took ${duration(took)}` };
    })
  );
  return [
    { name: "no record suffers", ...(!isSound && { failure: failed.join("; ") }) },
    ...bounds,
  ];
}
