/**
 * A step of the registry image's build: fetches Apicurio Registry as the native engine does, and writes the
 * JVM's options as java's argument files.
 *
 * @module
 */
import { join } from "node:path";
import { labEnvironment, PROJECT_ROOT } from "../../../environment.ts";
import { fetchRegistryApp } from "../../../jvm/fetch_registry.ts";
import { readJava } from "../../../jvm/find_java.ts";
import { classCache, jvmCommand } from "../../../jvm/jvm.ts";
import { silent } from "../../../progress.ts";

const environment = labEnvironment();
const java = await readJava(Deno.env.get("JAVA_HOME")!);
if (!java) throw new Error("Cannot build the image: JAVA_HOME has no Java");
await fetchRegistryApp(environment, silent);

const folder = join(PROJECT_ROOT, "image");
await Deno.mkdir(folder);
const { path, use, record } = await classCache(environment, java, "registry");
const [, ...options] = jvmCommand(environment, java, "registry", {});
await write("registry.use", use);
await write("registry.record", record(path));
await write("registry.options", options);

async function write(name: string, lines: readonly string[]): Promise<void> {
  await Deno.writeTextFile(join(folder, name), lines.map((line) => `${line}\n`).join(""));
}
