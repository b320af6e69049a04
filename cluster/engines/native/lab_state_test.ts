import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { labEnvironment } from "../../environment.ts";
import { hasState, type LabState, LabStateError, readState, writeState } from "./lab_state.ts";

const STATE: LabState = {
  supervisor: { pid: 7, boot: "b", start: "250" },
  offset: 1500,
  services: [
    { name: "zoo1", state: "running", restarts: 1, process: { pid: 8, boot: "b", start: "300" } },
    { name: "kafka1", state: "waiting", restarts: 0, note: "ended with exit code 1" },
  ],
};

Deno.test("readState() gives what was written, and nothing where nothing was", async () => {
  const environment = { ...labEnvironment(), stateDir: await Deno.makeTempDir() };
  assertEquals([await hasState(environment), await readState(environment)], [false, undefined]);
  await writeState(environment, STATE);
  assertEquals([await hasState(environment), await readState(environment)], [true, STATE]);
  await Deno.remove(environment.stateDir, { recursive: true });
});

Deno.test("readState() says what is wrong with a state that is none, and the way out", async () => {
  const environment = { ...labEnvironment(), stateDir: await Deno.makeTempDir() };
  const cases: [text: string, found: string][] = [
    ["", "it is empty"],
    ["\n", "it is empty"],
    [JSON.stringify(STATE).slice(0, 40), "it is not JSON"],
    ["null", "it does not say which processes are the lab's"],
    ["[]", "it does not say which processes are the lab's"],
    [JSON.stringify({ ...STATE, services: [{}] }), "it does not say"],
    [JSON.stringify({ ...STATE, supervisor: { pid: 7, startedAt: "2026" } }), "it does not say"],
  ];
  for (const [text, found] of cases) {
    await Deno.writeTextFile(join(environment.stateDir, "lab.json"), text);
    const { message } = await assertRejects(() => readState(environment), LabStateError);
    assertStringIncludes(message, found);
    assertStringIncludes(message, "`deno task down`");
  }
  await Deno.remove(environment.stateDir, { recursive: true });
});
