import { assertEquals } from "@std/assert";
import { type ChaosLab, openLab } from "../chaos/labs/lab_kind.ts";
import { faultLines } from "../chaos/report/verdict_table.ts";
import type { ScenarioReport } from "../chaos/report/run_report.ts";
import { loadScenarios } from "../chaos/run/load_scenarios.ts";
import { runScenario } from "../chaos/run/run_scenario.ts";

const { signal } = new AbortController();

/**
 * Runs the short form of a scenario of `deno task chaos`, on this lab or on one of the kind that it takes. No
 * record may suffer, and each fault must land. How long anything took is not judged: it depends on the machine.
 */
export async function runShort(name: string, lab?: ChaosLab): Promise<ScenarioReport> {
  const [[, scenario]] = await loadScenarios([name]);
  await using stack = new AsyncDisposableStack();
  const report = await runScenario(scenario, {
    ...{ name, signal, seed: 1, short: true, records: 0 },
    lab: lab ?? stack.use(await openLab(scenario.on!, signal)),
    say() {},
  });
  assertEquals(faultLines({ ...report, faults: [] }), []);
  assertEquals(report.faults.length, (scenario.short ?? scenario.steps.slice(0, 1)).length);
  return report;
}

/** Why the lab that a scenario takes cannot be had here; `undefined` where it can, or any will do. */
export async function whyNot(name: string): Promise<string | undefined> {
  const [[, scenario]] = await loadScenarios([name]);
  return await scenario.on?.whyNot();
}
