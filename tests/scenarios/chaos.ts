import { labEnvironment } from "../../cluster/environment.ts";
import type { Lab } from "../lab.ts";
import { runShort, whyNot } from "../short_chaos.ts";

/** Scenarios that bring a lab of their own, and what must not make a record suffer. */
const OWN_LABS = [
  ["slow-network", "the network is slow"],
  ["cut-network", "a leader is cut off from the cluster, and goes on believing that it leads"],
  ["disk-full", "a broker's disk is full"],
  ["clock-step", "clocks are a day ahead"],
];

/**
 * That no record suffers while things break, by the scenarios and the verdict of `deno task chaos`. Leaves
 * the lab whole.
 */
export function chaosScenarios(lab: Lab): void {
  Deno.test("no record must be lost, doubled, reordered or unseen when a leader is killed", async () => {
    const environment = { ...labEnvironment(), ...lab.settings };
    await runShort("leader-kill", { environment, topology: lab.topology });
  });
}

/** Likewise, on labs that are made to be broken. */
export async function brokenLabScenarios(): Promise<void> {
  for (const [name, what] of OWN_LABS) {
    const reason = await whyNot(name);
    Deno.test({
      name: `no record must suffer when ${what}${reason ? ` (skipped: ${reason})` : ""}`,
      ignore: reason !== undefined,
      fn: async () => void await runShort(name),
    });
  }
}
