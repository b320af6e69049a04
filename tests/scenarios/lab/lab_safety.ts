import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { LabState } from "../../../cluster/engines/native/lab_state.ts";
import { lockLab } from "../../../cluster/lifecycle/lab_lock.ts";
import { liveProcesses } from "../../../cluster/process/process_table.ts";
import { eventually, Lab } from "../../lab.ts";

/** What must hold whatever befalls the lab's own processes and records. On labs of their own. */
export function labSafetyScenarios(): void {
  Deno.test("a lab whose state was lost must be told, stopped, and its data kept from removal meanwhile", async () => {
    const lab = new Lab();
    await lab.up();
    const pids = [...(await lab.pids()).values()];
    const running = async () => (await liveProcesses(pids)).size;
    const statePath = join(lab.stateDir, "lab.json");
    const state: LabState = JSON.parse(await Deno.readTextFile(statePath));

    // As if other processes had got all the numbers.
    const stranger = { ...state.supervisor, start: `${state.supervisor.start}0` };
    const services = state.services.map((service) => ({ ...service, process: stranger }));
    await Deno.writeTextFile(
      statePath,
      JSON.stringify({ ...state, supervisor: stranger, services }),
    );
    const again = await lab.task("up", "--engine", "native");
    assertEquals(again.code, 1);
    assertMatch(again.stderr, /it runs already, .* kafka1 \(pid \d+\).*`deno task down`/);

    const doctor = await lab.task("doctor");
    assertEquals(doctor.code, 1);
    assertMatch(doctor.stdout, /nothing is on record of: .*kafka1 \(pid \d+\)/);

    for (const text of ["", "{"]) {
      await Deno.writeTextFile(statePath, text);
      for (const task of ["status", "up"]) {
        const { code, stderr } = await lab.task(task);
        assertEquals(code, 1, task);
        assertStringIncludes(stderr, `Cannot read what runs of the lab from ${statePath}`);
        assertStringIncludes(stderr, "`deno task down`");
        assert(!stderr.includes("    at "), stderr);
      }
    }
    assertEquals(await running(), pids.length);

    {
      using _open = await Deno.open(join(lab.stateDir, "data", "kafka1", "meta.properties"));
      const { code, stderr } = await lab.task("down", "--volumes");
      assertEquals(code, 1);
      assertStringIncludes(stderr, `Cannot remove the data`);
      assertStringIncludes(stderr, `pid ${Deno.pid}: deno`);
      assertEquals(await running(), 0);
      assert((await Deno.stat(join(lab.stateDir, "data", "zoo1"))).isDirectory);
    }
    await lab.remove();
  });

  Deno.test("down during up must end it, and leave nothing", async () => {
    const lab = new Lab();
    const starting = lab.spawn("up", "--engine", "native");
    await starting.stdin.close();
    const output = starting.output();
    const pids = await eventually("six JVMs run", async () => {
      const pids = await lab.pids();
      return pids.size > 6 && [...pids.values()];
    });
    const { code, stderr } = await lab.task("down");
    assertEquals(code, 0, stderr);
    assertEquals((await output).code, 143);
    assertEquals([...(await liveProcesses(pids)).keys()], []);

    // The other way round, `up` waits, and starts.
    const before = await lockText(lab);
    const stopping = lab.spawn("down");
    await stopping.stdin.close();
    await eventually("down has the lock", async () => {
      const text = await lockText(lab);
      return text !== before && text.includes(`"down"`);
    });
    await lab.up();
    assertEquals((await stopping.output()).code, 0);
    assertEquals((await lab.task("status")).code, 0);
    await lab.remove();
  });

  Deno.test("Ctrl-C while another command has the lab must end at once, with 130", async () => {
    const lab = new Lab();
    using _lock = await lockLab(lab, () => {});
    const waiting = lab.spawn("up", "--engine", "native");
    await waiting.stdin.close();
    let said = "";
    for await (const text of waiting.stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      // A terminal sends it to all of its processes, and `deno task` hands it on besides.
      if (text.includes("Waiting")) { for (let i = 0; i < 3; i++) waiting.kill("SIGINT"); }
    }
    await waiting.stdout.cancel();
    assertEquals((await waiting.status).code, 130, said);
    assertEquals(said.match(/Stopping/g)?.length, 1, said);
    assert(!said.includes("Error"), said);
    await Deno.remove(lab.stateDir, { recursive: true });
  });
}

/** What says which command has the lab's lock. */
async function lockText(lab: Lab): Promise<string> {
  return await Deno.readTextFile(join(lab.stateDir, "lock"));
}
