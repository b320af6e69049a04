import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { liveProcesses } from "../../cluster/process/process_table.ts";
import { nodes, ports } from "../../cluster/topology.ts";
import { eventually, Lab } from "../lab.ts";

/** What must happen when things die, are stopped, or are in the way. Leaves the lab up. */
export function faultScenarios(lab: Lab): void {
  for (const name of ["zoo1", "kafka1", "producer"]) {
    Deno.test(`${name} must be back after kill -9`, async () => {
      const before = (await lab.pids()).get(name)!;
      Deno.kill(before, "SIGKILL");
      const after = await eventually(`${name} runs again`, async () => {
        const pid = (await lab.pids()).get(name);
        return pid !== before && pid;
      });
      assert(after !== before);
      await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
    });
  }

  Deno.test("a supervisor that was killed must find its processes again at the next up", async () => {
    const before = await lab.pids();
    Deno.kill(before.get("supervisor")!, "SIGKILL");
    await lab.up();
    const after = await lab.pids();
    assert(after.get("supervisor") !== before.get("supervisor"));
    for (const name of before.keys()) {
      if (name !== "supervisor") assertEquals(after.get(name), before.get(name), name);
    }
  });

  Deno.test("up must recover the same records after kill -9 of everything", async () => {
    const value = crypto.randomUUID();
    await lab.produce("sampleThree", value);
    for (const pid of (await lab.pids()).values()) Deno.kill(pid, "SIGKILL");
    await lab.up();
    await lab.consumed("sampleThree", value);
  });

  Deno.test("down must leave nothing running and no port taken, and keep the data", async () => {
    const value = crypto.randomUUID();
    await lab.produce("sampleThree", value);
    const pids = [...(await lab.pids()).values()];
    const { code, stderr } = await lab.task("down");
    assertEquals(code, 0, stderr);
    assertEquals([...(await liveProcesses(pids)).keys()], []);
    for (const { port } of nodes(lab.topology).flatMap(ports)) {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
    }
    await lab.up();
    await lab.consumed("sampleThree", value);
  });

  Deno.test("up on a taken port must name port, service and holder, and start nothing", async () => {
    const other = new Lab();
    const { port } = other.topology.kafka[1];
    using _holder = Deno.listen({ hostname: "127.0.0.1", port });
    const { code, stderr } = await other.task("up", "--engine", "native");
    assertEquals(code, 1);
    assertStringIncludes(stderr, `${port} (kafka2, clients) is held by pid ${Deno.pid}`);
    await other.remove();
  });

  Deno.test("Ctrl-C during up must stop all that it started", async () => {
    const other = new Lab();
    const starting = other.spawn("up", "--engine", "native");
    const output = starting.output();
    const pids = await eventually("six JVMs run", async () => {
      const pids = await other.pids();
      return pids.size > 6 && [...pids.values()];
    });
    starting.kill("SIGINT");
    assertEquals((await output).success, false);
    assertEquals([...(await liveProcesses(pids)).keys()], []);
    await other.remove();
  });
}
