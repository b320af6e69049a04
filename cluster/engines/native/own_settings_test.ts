import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { labEnvironment } from "../../environment.ts";
import { OWN_SETTINGS, ownProperties, ownVariables } from "./own_settings.ts";

Deno.test("a node has its own settings and variables, where the lab's folder has them", async () => {
  const stateDir = await Deno.makeTempDir();
  const environment = { ...labEnvironment(), stateDir };
  assertEquals(ownProperties(environment, "kafka1"), "");
  assertEquals(ownVariables(environment, "kafka1"), {});
  await Deno.mkdir(join(stateDir, OWN_SETTINGS));
  await Deno.writeTextFile(join(stateDir, OWN_SETTINGS, "kafka1.properties"), "a=1\n");
  await Deno.writeTextFile(join(stateDir, OWN_SETTINGS, "kafka1.env"), `A="x y"\nB=+5\n`);
  assertEquals(ownProperties(environment, "kafka1"), "a=1\n");
  assertEquals(ownVariables(environment, "kafka1"), { A: "x y", B: "+5" });
  await Deno.remove(stateDir, { recursive: true });
});
