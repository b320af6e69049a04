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

Deno.test("what pip and Maven Central bring must be pinned by version and checksum, all of it", async () => {
  const read = (path: string) => Deno.readTextFile(join(PROJECT_ROOT, path));
  for (const path of ["cluster/jvm/java_runtime.txt", "chaos/fuzz/requirements.txt"]) {
    const packages = (await read(path)).split(/\n(?=[a-z0-9])/i).filter((one) =>
      !one.startsWith("#")
    );
    for (const one of packages) assert(/^\S+==\S+[^]*--hash=sha256:[0-9a-f]{64}/.test(one), one);
  }
  const jars = JSON.parse(await read("cluster/kafka/jars.lock.json"));
  const registry = JSON.parse(await read("cluster/registry/archive.lock.json"));
  const found = [JSON.stringify(jars), JSON.stringify(registry)].map((
    text,
  ) => [text.match(/"coordinate"/g)?.length, text.match(/"sha512":"[0-9a-f]{128}"/g)?.length]);
  for (const [coordinates, checksums] of found) assertEquals(coordinates, checksums);
});

Deno.test("only what checks a checksum may download for the lab", async () => {
  const doors: string[] = [];
  for await (const path of sources("cluster")) {
    const text = await Deno.readTextFile(join(PROJECT_ROOT, path));
    if (/\b(curl|wget) -|"pip"|import\("njre"\)|from "njre"/.test(text)) doors.push(path);
  }
  assertEquals(doors, ["cluster/jvm/java_runtime.ts"]);
});

/** The sources below a folder that are no tests. */
async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(join(PROJECT_ROOT, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (/\.(ts|sh)$/.test(name) && !name.endsWith("_test.ts")) yield path;
  }
}
