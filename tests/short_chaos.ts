import { assertEquals } from "@std/assert";
import { type ChaosLab, openLab } from "../chaos/labs/lab_kind.ts";
import { faultLines } from "../chaos/report/verdict_table.ts";
import { loadScenarios } from "../chaos/run/load_scenarios.ts";
import { runScenario } from "../chaos/run/run_scenario.ts";
import type { Scenario } from "../chaos/run/scenario.ts";

const { signal } = new AbortController();

/** Records a second: fewer than usual, as many scenarios come one after the other under the same load. */
const RATE = 1_000;

/**
 * Runs the short forms of scenarios of `deno task chaos` under one load, one after the other, on this lab or
 * on one of the kind that they take. No record may suffer, and each fault must land. How long anything took is
 * not judged: it depends on the machine.
 */
export async function runShort(names: readonly string[], lab?: ChaosLab): Promise<void> {
  const scenario = together((await loadScenarios(names)).map(([, scenario]) => scenario));
  await using stack = new AsyncDisposableStack();
  const report = await runScenario(scenario, {
    ...{ name: names[0], signal, seed: 1, short: true, records: 0 },
    lab: lab ?? stack.use(await openLab(scenario.on!, signal)),
    say() {},
  });
  assertEquals(faultLines({ ...report, faults: [] }), []);
  assertEquals(
    report.faults.map(({ fault }) => fault),
    scenario.short!.map(({ fault }) => fault.name),
  );
}

/** Why the lab that a scenario takes cannot be had here; `undefined` where it can, or any will do. */
export async function whyNot(name: string): Promise<string | undefined> {
  const [[, scenario]] = await loadScenarios([name]);
  return await scenario.on?.whyNot();
}

/** One scenario with the short steps of all, and what any of them has besides. */
function together(scenarios: readonly Scenario[]): Scenario {
  const short = scenarios.flatMap(({ steps, short }) => short ?? steps.slice(0, 1));
  const all = <T>(of: (scenario: Scenario) => readonly T[] | undefined) => [
    ...new Set(scenarios.flatMap((scenario) => of(scenario) ?? [])),
  ];
  return {
    summary: scenarios.map(({ summary }) => summary).join("; "),
    steps: short,
    short,
    on: scenarios[0].on,
    load: { rate: RATE, ...scenarios[0].load },
    through: all(({ through, shortThrough = through }) => shortThrough),
    beside: all(({ beside }) => beside),
    probes: all(({ probes }) => probes),
    isHttp: scenarios.some(({ isHttp }) => isHttp),
  };
}
