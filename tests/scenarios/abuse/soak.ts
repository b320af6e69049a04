import { assert, assertEquals } from "@std/assert";
import { labEnvironment } from "../../../cluster/environment.ts";
import { hasPassed, runSoak } from "../../../chaos/soak/run_soak.ts";
import { soakHtml } from "../../../chaos/soak/soak_report.ts";
import type { Lab } from "../../lab.ts";

/** A run so short that all of it is warm-up has more room to grow; what is slow is not judged. */
const SLACK = 100;

/** That `deno task soak` sees every process, and its load is served. */
export function soakScenarios(lab: Lab): void {
  Deno.test("a soak must sample every process of the lab, and find that nothing grows", async () => {
    const report = await runSoak({
      lab: { environment: { ...labEnvironment(), ...lab.settings }, topology: lab.topology },
      length: 8_000,
      interval: 1_000,
      slack: SLACK,
      signal: new AbortController().signal,
    });
    const { growth, load, died } = report;
    const names = (measure: string) =>
      growth.filter((one) => one.measure === measure).map(({ node }) => node).sort();
    const { functions, kafka, zookeeper } = lab.topology;
    const served = [...functions.map(({ name }) => name), "relay"];
    const brokers = kafka.map(({ name }) => name);
    const all = [...served, ...brokers, ...zookeeper.map(({ name }) => name)];
    for (const measure of ["memory", "threads", "sockets", "files"]) {
      assertEquals(names(measure), all.toSorted());
    }
    assertEquals(names("latency"), [...served, ...brokers].sort());
    assertEquals(names("heap"), served.toSorted());
    assertEquals([load.failures, died], [{}, []]);
    assert(load.events > 0 && load.clients > 0);
    assert(hasPassed(report));
    assert(!soakHtml(report, "deno task soak").includes("NaN"));
  });
}
