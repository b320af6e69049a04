/**
 * The test library as others have it: from an application outside of this checkout, and from a process
 * that is killed.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { liveProcesses } from "../cluster/process/process_table.ts";
import type { LabState } from "../cluster/engines/native/lab_state.ts";
import { eventually } from "./lab.ts";

const EXAMPLE = join(PROJECT_ROOT, "examples/orders");

/** A copy of the example in a folder of its own, with this checkout linked. */
async function exampleElsewhere(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "instigator-orders-" });
  for (const part of ["invoices", "webhook", "closing"]) {
    await Deno.mkdir(join(folder, part));
    for await (const { name } of Deno.readDir(join(EXAMPLE, part))) {
      await Deno.copyFile(join(EXAMPLE, part, name), join(folder, part, name));
    }
  }
  await Deno.copyFile(join(EXAMPLE, "order.ts"), join(folder, "order.ts"));
  const config = JSON.parse(await Deno.readTextFile(join(EXAMPLE, "deno.json")));
  config.links = [PROJECT_ROOT];
  config.imports["@std/assert"] = join(PROJECT_ROOT, "vendor/jsr/assert.ts");
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify(config));
  return folder;
}

Deno.test("the example's tests must pass in a repository of its own", async () => {
  const folder = await exampleElsewhere();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A"],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assertEquals(code, 0, said);
  assertStringIncludes(said, "0 failed");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("nothing of a lab must be left when the test's process is killed", async () => {
  const source = `
    import { startLab } from ${JSON.stringify(join(PROJECT_ROOT, "testing/mod.ts"))};
    import { sharedLab } from ${JSON.stringify(join(PROJECT_ROOT, "testing/shared_lab.ts"))};
    await startLab();
    const { environment } = await sharedLab(new AbortController().signal);
    console.log(environment.stateDir);
    setInterval(() => {}, 1_000);
  `;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "-"],
    cwd: PROJECT_ROOT,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(source));
  await writer.close();
  const stateDir = await firstLine(process.stdout);
  const state: LabState = JSON.parse(await Deno.readTextFile(join(stateDir, "lab.json")));
  const pids = [state.supervisor, ...state.services.map(({ process }) => process)]
    .flatMap((process) => process ? [process.pid] : []);
  assert(pids.length > 6);

  process.kill("SIGKILL");
  await process.status;
  await eventually("nothing runs", async () => (await liveProcesses(pids)).size === 0);
  await eventually(
    "its folder is gone",
    async () => await Deno.stat(stateDir).then(() => false, () => true),
  );
});

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text.slice(0, text.indexOf("\n"));
}
