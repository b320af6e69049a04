/**
 * Stand-ins for the images that the Dockerfiles are built on, where those can be neither found nor
 * pulled: a plain Debian with this machine's Java, or this machine's Deno, under the very names
 * that the Dockerfiles use. What is tested on them is the lab's own: the Dockerfiles, the Compose
 * file and the engine. It is no test of the official images.
 *
 * Needs root, `debootstrap` and a Docker engine; run by the tests of this folder.
 *
 * @module
 */
import { runCommand } from "../../cluster/process/run_command.ts";
import { join } from "node:path";
import { docker } from "../../cluster/engines/docker/docker_command.ts";
import { baseImages, ensureImage } from "../../cluster/engines/docker/images.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { findJava, type Java } from "../../cluster/jvm/find_java.ts";
import { fetchJava } from "../../cluster/jvm/java_runtime.ts";
import { silent } from "../../cluster/progress.ts";

/** By this label a stand-in can be told from the image whose name it has. */
const LABEL = "instigator.stand-in";

const SUITE = "bookworm";

/** What an official image has that the Dockerfiles count on. */
interface Recipe {
  changes: string[];
  /** Lays what Debian does not have into a copy of its tree. */
  addTo: (root: string) => Promise<void>;
}

const RECIPES: Record<string, Recipe> = {
  "eclipse-temurin": {
    changes: [
      "ENV JAVA_HOME=/opt/java/openjdk",
      "ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    ],
    addTo: addJava,
  },
  "denoland/deno": {
    // On closed networks the registries may be reached through a proxy with its own authority.
    changes: ["ENV PATH=/usr/local/bin:/usr/bin:/bin", "ENV DENO_TLS_CA_STORE=system"],
    addTo: addDeno,
  },
};

/**
 * Makes a stand-in for every base image that cannot be had. Returns the names of those that are
 * stand-ins now.
 *
 * @throws {Error} when one cannot be made.
 */
export async function ensureBaseImages(): Promise<string[]> {
  const names = await baseImages();
  const missing: string[] = [];
  for (const name of names) if (await ensureImage(name, silent)) missing.push(name);
  if (missing.length > 0) await makeStandIns(missing);
  const format = `{{index .Config.Labels "${LABEL}"}}`;
  const labels = await Promise.all(
    names.map((name) => docker(["image", "inspect", "--format", format, name])),
  );
  return names.filter((_, i) => labels[i] === "yes");
}

async function makeStandIns(names: readonly string[]): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "instigator-debian-" });
  const debian = join(folder, "debian");
  try {
    await run("debootstrap", ["--variant=minbase", "--include=ca-certificates", SUITE, debian]);
    await trustWhatThisMachineTrusts(debian);
    for (const name of names) {
      const { changes, addTo } = RECIPES[name.split(":")[0]];
      const root = join(folder, "root");
      // The engine refuses an archive that has a path twice, so each image has one tree.
      await run("cp", ["--archive", debian, root]);
      await addTo(root);
      const archive = join(folder, "image.tar");
      await run("tar", ["-cf", archive, "-C", root, "."]);
      const all = [...changes, `LABEL ${LABEL}=yes`].flatMap((change) => ["--change", change]);
      await docker(["import", ...all, archive, name]);
      await Deno.remove(root, { recursive: true });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Such as the authority of a proxy, through which alone the registries are reached. */
async function trustWhatThisMachineTrusts(root: string): Promise<void> {
  const bundle = "etc/ssl/certs/ca-certificates.crt";
  await Deno.copyFile(join("/", bundle), join(root, bundle));
}

async function addJava(root: string): Promise<void> {
  const { home } = await java25();
  const place = join(root, "opt/java/openjdk");
  await Deno.mkdir(join(root, "opt/java"), { recursive: true });
  await run("cp", ["--archive", "--dereference", home, place]);
  const developers = ["jmods", "include", "man", "lib/src.zip", "lib/ct.sym"];
  await run("rm", ["-rf", ...developers.map((path) => join(place, path))]);
}

async function java25(): Promise<Java> {
  const environment = labEnvironment();
  const found = await findJava(environment);
  return found?.feature === 25 ? found : await fetchJava(environment, silent);
}

async function addDeno(root: string): Promise<void> {
  await Deno.copyFile(Deno.execPath(), join(root, "usr/bin/deno"));
  await Deno.chmod(join(root, "usr/bin/deno"), 0o755);
  const users = [["passwd", "deno:x:1993:1993::/tmp:/bin/sh"], ["group", "deno:x:1993:"]];
  for (const [file, user] of users) {
    await Deno.writeTextFile(join(root, "etc", file), `${user}\n`, { append: true });
  }
}

/** @throws {Error} with the end of what the command said. */
async function run(command: string, args: string[]): Promise<void> {
  const { success, stderr, stdout } = await runCommand(command, args);
  if (success) return;
  const said = stdout + stderr;
  throw new Error(
    `Cannot make a stand-in: ${command} failed\n${said.split("\n").slice(-10).join("\n")}`,
  );
}
