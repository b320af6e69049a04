import { assertEquals } from "@std/assert";
import { loadScenarios } from "../chaos/run/load_scenarios.ts";
import { SCENARIOS } from "../functions/console/pages/chaos/scenarios.ts";

Deno.test("the console must offer every scenario that any running lab will do for", async () => {
  const plain = (await loadScenarios([])).filter(([, { on }]) => on === undefined);
  const offered = SCENARIOS.map(({ name }) => name).sort();
  assertEquals(offered, plain.map(([name]) => name).sort());
});
