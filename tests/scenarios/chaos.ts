import { assertEquals } from "@std/assert";
import { labEnvironment } from "../../cluster/environment.ts";
import { faultLines } from "../../chaos/report/verdict_table.ts";
import { loadScenarios } from "../../chaos/run/load_scenarios.ts";
import { runScenario } from "../../chaos/run/run_scenario.ts";
import type { Lab } from "../lab.ts";

/**
 * That no record suffers while a leader dies, by the scenario and the verdict of `deno task chaos`. How
 * long anything took is not judged: it depends on the machine. Leaves the lab whole.
 */
export function chaosScenarios(lab: Lab): void {
  Deno.test("no record must be lost, doubled, reordered or unseen when a leader is killed", async () => {
    const [[name, scenario]] = await loadScenarios(["leader-kill"]);
    const report = await runScenario(scenario, {
      lab: {
        environment: { ...labEnvironment(), ...lab.settings },
        topology: lab.topology,
      },
      name,
      seed: 1,
      short: true,
      records: 0,
      say() {},
      signal: new AbortController().signal,
    });
    assertEquals(faultLines({ ...report, faults: [] }), []);
    assertEquals(report.faults.length, 1);
  });
}
