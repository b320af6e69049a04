import { labEnvironment } from "../../cluster/environment.ts";
import type { Lab } from "../lab.ts";
import { runShort, whyNot } from "../short_chaos.ts";

/** Scenarios that any lab will do for, under one load each; `leader-kill` is begun from the console. */
const SHARED: readonly (readonly [what: string, names: readonly string[]])[] = [
  ["the controller, the ensemble, leaders, sends and the group's members are broken", [
    ...["controller-kill", "zookeeper-leader-kill", "leaders-moved", "rejected-sends"],
    ...["consumer-kill", "group-resize", "quorum-loss"],
  ]],
  ["functions, their broker and their letters are broken, and odd records come", [
    ...["function-kill", "function-broker-kill", "function-letters-deleted", "poison-records"],
    "broker-pause",
  ]],
  ["leaders move under the producer, and it is killed", ["http-leaders-moved", "producer-kill"]],
  ["the supervisor is killed, and everything, and up and down race", [
    ...["supervisor-kill", "everything-killed", "commands-race"],
  ]],
];

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
  for (const [what, names] of SHARED) {
    Deno.test(`no record must be lost, doubled, reordered or unseen when ${what}`, async () => {
      const environment = { ...labEnvironment(), ...lab.settings };
      await runShort(names, { environment, topology: lab.topology });
    });
  }
}

/** Likewise, on labs that are made to be broken. */
export async function brokenLabScenarios(): Promise<void> {
  for (const [name, what] of OWN_LABS) {
    const reason = await whyNot(name);
    Deno.test({
      name: `no record must suffer when ${what}${reason ? ` (skipped: ${reason})` : ""}`,
      ignore: reason !== undefined,
      fn: async () => void await runShort([name]),
    });
  }
}
