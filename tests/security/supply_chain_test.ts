import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { DENO_RUN } from "../../cluster/process/deno_run.ts";

const settings = JSON.parse(await Deno.readTextFile(join(PROJECT_ROOT, "deno.json")));

Deno.test("no task and no process of the lab may change deno.lock, or go without it", () => {
  assertEquals(settings.lock, { path: "deno.lock", frozen: true });
  const tasks = Object.entries<{ command: string }>(settings.tasks);
  assert(tasks.length > 30);
  for (const [name, { command }] of tasks) {
    assert(
      !/--no-lock|--frozen=false|--lock\b|--config\b|(^| )-A\b|--allow-all/.test(command),
      name,
    );
  }
  assert(DENO_RUN.includes("--frozen"));
});
