/**
 * `deno task lock-jars`: resolves cluster/kafka/pom.xml with Maven and writes each jar's
 * coordinate, length and SHA-512 to cluster/kafka/jars.lock.json: the class path, and the agent,
 * which the pom has in the scope `provided`. For developers; needs `mvn`.
 *
 * @module
 */
import { runCommand } from "../cluster/process/run_command.ts";
import { join } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { sha512 } from "../cluster/jvm/download.ts";
import { flagsOf } from "./cli/invocation/command.ts";
import type { LockedJar } from "../cluster/jvm/jars.ts";

await flagsOf(
  `Usage: deno task lock-jars

Resolves cluster/kafka/pom.xml with Maven, and writes cluster/kafka/jars.lock.json. For developers.`,
  {},
);
const pom = join(PROJECT_ROOT, "cluster/kafka/pom.xml");
const lockFile = join(PROJECT_ROOT, "cluster/kafka/jars.lock.json");
const folder = await Deno.makeTempDir({ prefix: "instigator-jars-" });
try {
  const jars = await resolve("runtime");
  const [agent] = await resolve("provided");
  await Deno.writeTextFile(lockFile, JSON.stringify({ jars, agent }, null, 2) + "\n");
  console.log(`Locked ${jars.length} jars and an agent in ${lockFile}`);
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** The jars of a scope, in Maven's order. */
async function resolve(scope: string): Promise<LockedJar[]> {
  const out = join(folder, scope);
  await maven(scope, "dependency:copy-dependencies", `-DoutputDirectory=${out}`);
  await maven(scope, "dependency:list", `-DoutputFile=${join(out, "list")}`, "-Dsort=true");
  const list = await Deno.readTextFile(join(out, "list"));
  const coordinates = [...list.matchAll(/^\s+([\w.-]+):([\w.-]+):jar:([\w.-]+):\w+/gm)];
  return await Promise.all(coordinates.map(async ([, groupId, artifactId, version]) => {
    using file = await Deno.open(join(out, `${artifactId}-${version}.jar`));
    const { size: bytes } = await file.stat();
    const coordinate = `${groupId}:${artifactId}:${version}`;
    return { coordinate, bytes, sha512: await sha512(file) };
  }));
}

async function maven(scope: string, ...goals: string[]): Promise<void> {
  const args = ["--batch-mode", "--quiet", "--file", pom, `-DincludeScope=${scope}`, ...goals];
  const { success } = await runCommand("mvn", args, { showStderr: true });
  if (!success) throw new Error(`Cannot lock the jars: mvn ${goals[0]} failed`);
}
