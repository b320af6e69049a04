import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { LabState } from "../../../cluster/engines/native/lab_state.ts";
import { eventually, type Lab } from "../../lab.ts";

/** What must hold of nodes that are stopped and started by name. Leaves the lab up. */
export function stoppingScenarios(lab: Lab): void {
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await lab.task(...args);
    assertEquals(code, 0, `${args.join(" ")}\n${stderr}`);
    return stdout + stderr;
  };
  const stateOf = async (name: string): Promise<string> => {
    const processes: { name: string; state: string }[] = JSON.parse(await run("ps", "--json"));
    return processes.find((process) => process.name === name)!.state;
  };
  const killed = async (name: string) => {
    const before = (await lab.pids()).get(name)!;
    Deno.kill(before, "SIGKILL");
    return before;
  };

  Deno.test("a broker that is stopped must stay so, whatever dies and starts meanwhile", async () => {
    assertStringIncludes(await run("stop", "kafka2"), "Stopped kafka2 in");
    const status = await lab.task("status");
    assertEquals(status.code, 1);
    assertStringIncludes(
      status.stdout,
      "Not ready because\n  kafka2 is stopped by hand: `deno task start kafka2`\n",
    );
    const json = JSON.parse((await lab.task("status", "--json")).stdout);
    const { state, pid } = json.nodes.find(({ name }: { name: string }) => name === "kafka2");
    assertEquals([json.reasons.length, state, pid], [1, "stopped", undefined]);

    // What looks after the others leaves it alone, and so does the next one that does.
    const before = await killed("producer");
    await eventually("the producer is back", async () => {
      const pid = (await lab.pids()).get("producer");
      return pid !== undefined && pid !== before;
    });
    await killed("supervisor");
    assertStringIncludes(await run("up", "consumer"), "Leaving kafka2 stopped by hand");
    assertEquals(await stateOf("kafka2"), "stopped");
    await lab.produce("sampleThree", "two of three brokers take it");

    assertStringIncludes(await run("start", "kafka2"), "Started kafka2, ready in");
    assertEquals((await lab.task("status")).code, 0);
  });

  Deno.test("up must say what was stopped by hand, and start it", async () => {
    await run("stop", "--kill", "zoo3", "consumer");
    assertEquals([await stateOf("zoo3"), await stateOf("consumer")], ["stopped", "stopped"]);
    const said = await run("up");
    assertStringIncludes(said, "Starting zoo3: it was killed by hand");
    assertStringIncludes(said, "Starting consumer: it was killed by hand");
    assertEquals((await lab.task("status")).code, 0);
  });

  Deno.test("restart must give a function another process, and up one that runs older code", async () => {
    const first = (await lab.pids()).get("consumer");
    assertStringIncludes(await run("restart", "consumer"), "Restarted consumer, ready in");
    const second = (await lab.pids()).get("consumer");
    assert(second !== undefined && second !== first);

    const path = join(lab.stateDir, "lab.json");
    const state: LabState = JSON.parse(await Deno.readTextFile(path));
    for (const service of state.services) if (service.name === "consumer") service.code = "older";
    await Deno.writeTextFile(path, JSON.stringify(state));
    const before = await lab.pids();
    assertStringIncludes(await run("up"), "Restarting consumer: its code has changed");
    const after = await lab.pids();
    for (const [name, pid] of after) {
      assertEquals(pid === before.get(name), name !== "consumer", name);
    }
    assert(!(await run("up")).includes("Restarting"));
  });

  Deno.test("a name that no node has must change nothing, and the nearest be suggested", async () => {
    const before = await lab.pids();
    for (const task of ["start", "stop", "restart", "up"]) {
      const { code, stderr } = await lab.task(task, "kafka1", "kafak2");
      assertEquals(code, 2, task);
      assertStringIncludes(stderr, "There is no service kafak2; did you mean kafka2?");
    }
    assertEquals(await lab.pids(), before);
  });
}
