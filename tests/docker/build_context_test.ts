import { assert, assertEquals } from "@std/assert";
import { join, matchesGlob, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "../../cluster/environment.ts";

/** The patterns of .dockerignore: what it lets in, and what of that stays out. */
const lines = (await Deno.readTextFile(join(PROJECT_ROOT, ".dockerignore"))).split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const letIn = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
const keptOut = lines.filter((line) => !line.startsWith("!") && line !== "*");

/** The files below a folder that reach a build. */
function* context(path: string): Generator<string> {
  const name = relative(PROJECT_ROOT, path);
  if (keptOut.some((pattern) => matchesGlob(name, pattern))) return;
  if (!Deno.statSync(path).isDirectory) return yield name;
  for (const entry of Deno.readDirSync(path)) yield* context(join(path, entry.name));
}

const files = letIn.flatMap((name) => [...context(join(PROJECT_ROOT, name))]);

Deno.test("images must be built of all that functions and cluster are made of", () => {
  for (const file of ["functions/consumer/main.ts", "kafka/names.ts", "vendor/jsr/async.ts"]) {
    assert(files.includes(file), file);
  }
});

Deno.test("neither tests nor their fakes nor examples may reach an image", () => {
  const strangers = files.filter((file) =>
    /_test\.tsx?$|(^|\/)(tests|testing|examples)\//.test(file)
  );
  assertEquals(strangers, []);
});

Deno.test("the image of the jars must have all modules that fetch them", async () => {
  const dockerfile = await Deno.readTextFile(join(PROJECT_ROOT, "cluster/kafka/Dockerfile"));
  const [fetching] = dockerfile.split("deno install");
  const entry = "cluster/engines/docker/kafka_image/fetch_jars.ts";
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
    cwd: PROJECT_ROOT,
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  const needed = modules.map(({ specifier }: { specifier: string }) => specifier)
    .filter((specifier: string) => specifier.startsWith("file:"))
    .map((specifier: string) => relative(PROJECT_ROOT, fileURLToPath(specifier)));
  assert(needed.includes(entry));
  const missing = needed.filter((path: string) =>
    !path.startsWith("vendor/") && !fetching.includes(path)
  );
  assertEquals(missing, []);
});
