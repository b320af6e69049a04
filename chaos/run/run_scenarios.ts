import { engineOf } from "../faults/means/node_process.ts";
import { type ChaosLab, type LabKind, openLab } from "../labs/lab_kind.ts";
import type { ScenarioReport } from "../report/run_report.ts";
import { type RunOptions, runScenario } from "./run_scenario.ts";
import type { Scenario } from "./scenario.ts";

/** How to run scenarios: each on the lab that it takes. */
export interface RunAllOptions extends Omit<RunOptions, "lab" | "name"> {
  /** The lab of scenarios that any will do for; called once. */
  plainLab(): Promise<ChaosLab>;
  /** Whether all are to be run on the plain lab: then those that take another kind are skipped. */
  isPlainOnly: boolean;
  /** Is told that a scenario begins, and how it went. */
  begins(name: string, scenario: Scenario): void;
  ended(report: ScenarioReport): void;
}

/** Runs scenarios: those that take the same kind of lab one after the other, on one lab. */
export async function runScenarios(
  scenarios: readonly [string, Scenario][],
  options: RunAllOptions,
): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for (const [kind, group] of Map.groupBy(scenarios, ([, { on }]) => on)) {
    await using stack = new AsyncDisposableStack();
    const whyNot = kind && (options.isPlainOnly ? needs(kind) : await kind.whyNot());
    const lab = whyNot !== undefined
      ? undefined
      : kind === undefined
      ? await options.plainLab()
      : stack.use(await openLab(kind, options.signal));
    for (const [name, scenario] of group) {
      options.begins(name, scenario);
      const report = lab === undefined
        ? skipped(name, options.seed, whyNot!)
        : scenario.isNative && engineOf(lab).name !== "native"
        ? skipped(name, options.seed, "it breaks what the native engine alone has")
        : await runScenario(scenario, { ...options, lab, name });
      options.ended(report);
      reports.push(report);
    }
  }
  return reports;
}

function needs({ name }: LabKind): string {
  return `it takes a lab of its own, ${name}`;
}

function skipped(scenario: string, seed: number, why: string): ScenarioReport {
  return { scenario, seed, seconds: 0, faults: [], samples: [], looks: [], skipped: why };
}
