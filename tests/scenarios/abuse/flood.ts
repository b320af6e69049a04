import { assert, assertEquals } from "@std/assert";
import { labEnvironment } from "../../../cluster/environment.ts";
import { floodFaults, runFlood } from "../../../chaos/flood/run_flood.ts";
import type { Lab } from "../../lab.ts";

/** Time depends on the machine, and so does how soon garbage is collected. */
const BOUNDS = { memory: 256 * 1024 * 1024, healthz: Infinity };

/** That the bounds of `deno task flood` hold, but for time, which depends on the machine. */
export function floodScenarios(lab: Lab): void {
  Deno.test("a flood must be answered, taken or turned away, and what is acknowledged is in the log", async () => {
    const report = await runFlood({
      lab: { environment: { ...labEnvironment(), ...lab.settings }, topology: lab.topology },
      connections: 200,
      until: { requests: 10 },
      signal: new AbortController().signal,
    });
    assertEquals(floodFaults(report, BOUNDS), []);
    assert(report.acknowledged > 0);
  });
}
