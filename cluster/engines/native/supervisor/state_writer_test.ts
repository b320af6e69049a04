import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { eventually } from "../../../../tests/lab.ts";
import { labEnvironment } from "../../../environment.ts";
import { type LabState, readState } from "../lab_state.ts";
import { StateWriter } from "./state_writer.ts";

const STATE: LabState = {
  supervisor: { pid: 7, boot: "b", start: "250" },
  offset: 0,
  services: [],
};

Deno.test("a StateWriter tells once that it cannot write, and writes when it can", async () => {
  const folder = await Deno.makeTempDir();
  const environment = { ...labEnvironment(), stateDir: join(folder, "state") };
  const told: string[] = [];
  const writer = new StateWriter(environment, () => STATE, (message) => told.push(message));
  await writer.save();
  await writer.save();
  assertEquals(told.map((message) => message.split(":")[0]), ["cannot write the state"]);

  await Deno.mkdir(environment.stateDir);
  const written = await eventually("the state is written", () => readState(environment));
  assertEquals(written, STATE);
  await eventually("that is told", () => told[1] === "the state is written again");
  await writer.close();
  await Deno.remove(folder, { recursive: true });
});
