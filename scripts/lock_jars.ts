/**
 * `deno task lock-jars`: resolves cluster/kafka/pom.xml with Maven and writes each jar's
 * coordinate, length and SHA-512 to cluster/kafka/jars.lock.json. For developers; needs `mvn`.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../cluster/environment.ts";
import { sha512 } from "../cluster/native/download.ts";
import type { LockedJar } from "../cluster/native/jars.ts";

const pom = join(PROJECT_ROOT, "cluster/kafka/pom.xml");
const lockFile = join(PROJECT_ROOT, "cluster/kafka/jars.lock.json");
const folder = await Deno.makeTempDir({ prefix: "instigator-jars-" });
try {
  await maven("dependency:copy-dependencies", `-DoutputDirectory=${folder}`);
  await maven("dependency:list", `-DoutputFile=${join(folder, "list")}`, "-Dsort=true");
  const list = await Deno.readTextFile(join(folder, "list"));
  const coordinates = [...list.matchAll(/^\s+([\w.-]+):([\w.-]+):jar:([\w.-]+):\w+/gm)];

  const jars: LockedJar[] = [];
  for (const [, groupId, artifactId, version] of coordinates) {
    using file = await Deno.open(join(folder, `${artifactId}-${version}.jar`));
    const { size: bytes } = await file.stat();
    jars.push({
      coordinate: `${groupId}:${artifactId}:${version}`,
      bytes,
      sha512: await sha512(file),
    });
  }
  await Deno.writeTextFile(lockFile, JSON.stringify({ jars }, null, 2) + "\n");
  console.log(`Locked ${jars.length} jars in ${lockFile}`);
} finally {
  await Deno.remove(folder, { recursive: true });
}

async function maven(...goals: string[]): Promise<void> {
  const args = ["--batch-mode", "--quiet", "--file", pom, "-DincludeScope=runtime", ...goals];
  const { success } = await new Deno.Command("mvn", { args, stdin: "null", stdout: "inherit" })
    .output();
  if (!success) throw new Error(`Cannot lock the jars: mvn ${goals[0]} failed`);
}
