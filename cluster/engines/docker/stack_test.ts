import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../environment.ts";
import { topology } from "../../topology.ts";
import { composeArguments, portVariables, projectName, stackOf } from "./stack.ts";

Deno.test("projectName() is Compose's own at the default ports only", () => {
  assertEquals(projectName(topology()), "instigator");
  assertEquals(projectName(topology(100)), "instigator-100");
});

Deno.test("portVariables() move with the offset", () => {
  const here = portVariables(topology());
  assertEquals([here.KAFKA2_PORT, here.ZOO3_ADMIN_PORT, here.KAFKA3_METRICS_PORT], [
    "9093",
    "8082",
    "7072",
  ]);
  const moved = Object.entries(here).map(([name, port]) => [name, `${Number(port) + 100}`]);
  assertEquals(portVariables(topology(100)), Object.fromEntries(moved));
});

Deno.test("composeArguments() name the project and the files", () => {
  const stack = stackOf(topology(), ["a.yml", "b/c.yml"]);
  assertEquals(composeArguments(stack, ["ps"]), [
    "compose",
    ...["--project-name", "instigator"],
    ...["--project-directory", PROJECT_ROOT],
    ...["--file", join(PROJECT_ROOT, "a.yml")],
    ...["--file", join(PROJECT_ROOT, "b/c.yml")],
    "ps",
  ]);
});
