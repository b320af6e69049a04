import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ChaosWatch } from "../../../functions/console/live/chaos_watch.ts";
import { kafkaCluster } from "../../../kafka/cluster/kafka_cluster.ts";
import { eventually, type Lab } from "../../lab.ts";

/** What the console shows of a run may take: the scenario itself, with its load before and after, ms. */
const PATIENCE = 180_000;

/** That the lab is broken from the console, and who did it sees what comes of it. */
export function consoleChaosScenarios(lab: Lab): void {
  Deno.test("no record must suffer when a leader is killed from the console, which must show the verdict", async () => {
    const cluster = kafkaCluster({ brokers: lab.brokers, clientId: "instigator-console" });
    try {
      const asked = Date.now();
      const begun = await begin(lab, "leader-kill");
      assertEquals([begun.status, begun.headers.get("location")], [303, "/chaos"], begun.text);
      // From the first moment on, be it told of by then or not.
      assertEquals((await begin(lab, "leader-kill")).status, 409);
      const watch = new ChaosWatch(cluster);
      const run = await eventually("the run is over", async () => {
        const { run } = await watch.latest();
        return run !== undefined && run.startedAt >= asked && run.state !== "running" && run;
      }, PATIENCE);
      const [{ name, faults, verdict, wrong }] = run.scenarios;
      assertEquals([name, faults.length, verdict?.anomalies], ["leader-kill", 1, {}], run.doing);
      assert(verdict!.acknowledged > 0);
      // How long anything took is not judged here: it depends on the machine.
      assertEquals(wrong.filter((line) => !/ within /.test(line)), []);
      const page = await (await fetch(lab.url("console", "/chaos"))).text();
      assertStringIncludes(page, faults[0].what);
      assertStringIncludes(page, "<svg");
      // The run's process may still be on its way out.
      await eventually("nothing runs that could be stopped", async () => {
        return (await send(lab, "/chaos/run/stop")).status === 409;
      });
    } finally {
      await cluster.close();
    }
  });
}

/** Begins a scenario as the console's form does. */
function begin(lab: Lab, scenario: string) {
  return send(lab, `/chaos/${scenario}`, { confirm: scenario });
}

async function send(lab: Lab, path: string, fields: Record<string, string> = {}) {
  const { origin } = new URL(lab.url("console"));
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { origin, "sec-fetch-site": "same-origin", accept: "text/html" },
    body: new URLSearchParams(fields),
  });
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}
