import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { liveProcesses } from "../../../cluster/process/process_table.ts";
import { nodes, ports } from "../../../cluster/topology.ts";
import { eventually, Lab } from "../../lab.ts";

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

  Deno.test("a broker that hangs must be named by status, doctor and populate", async () => {
    await lab.produce("sampleThree", "for groups to commit");
    const names = Array.from({ length: 6 }, () => `group-${crypto.randomUUID()}`);
    await Promise.all(names.map(async (group) => {
      const options = ["--group", group, "--from", "earliest", "--count", "1"];
      assertEquals((await lab.task("consume", "sampleThree", ...options)).code, 0);
    }));
    const pid = (await lab.pids()).get("kafka2")!;
    Deno.kill(pid, "SIGSTOP");
    try {
      const tasks = [["status"], ["doctor"], ["populate"], ["status", "--json"]];
      const [status, doctor, populate, json] = await Promise.all(
        tasks.map((task) => lab.task(...task)),
      );
      for (const { code, stdout, stderr } of [status, doctor, populate]) {
        assertEquals(code, 1, stdout);
        assertStringIncludes(stdout + stderr, "kafka2 does not answer");
      }
      // What the others coordinate is shown all the same, and it is said who told nothing.
      const { groups, groupsError } = JSON.parse(json.stdout);
      assertEquals(groupsError, "no answer from kafka2");
      assert(groups.some(({ group }: { group: string }) => names.includes(group)), json.stdout);
    } finally {
      Deno.kill(pid, "SIGCONT");
    }
    await eventually("the lab is ready", async () => (await lab.task("status")).code === 0);
  });

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
    // A terminal sends it to all of its processes, and `deno task` hands it on besides.
    for (let i = 0; i < 3; i++) starting.kill("SIGINT");
    const { code, stderr } = await output;
    const said = new TextDecoder().decode(stderr);
    assertEquals(
      [code, said.match(/Stopping/g)?.length, said.match(/Error/)],
      [130, 1, null],
      said,
    );
    assertEquals([...(await liveProcesses(pids)).keys()], []);
    await other.remove();
  });
}
