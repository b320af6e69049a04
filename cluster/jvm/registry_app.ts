/**
 * Apicurio Registry as a JVM runs it, from the cache. {@link fetchRegistryApp} brings it there.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";
import lock from "../registry/archive.lock.json" with { type: "json" };

/** What a JVM runs of it: what Quarkus generated when it was built. */
export const REGISTRY_MAIN = "io.quarkus.runner.GeneratedMain";

/** Folders of jars, in the order in which Quarkus' own loader of classes looks into them. */
const FOLDERS = ["quarkus", "app", "lib/boot", "lib/main"];

/**
 * The class path. Quarkus' own way to start (`quarkus-run.jar`) has a loader of classes of its own, from
 * which no cache of classes keeps any: what takes 18 s there takes 2 s with this list and a cache.
 *
 * @throws {Deno.errors.NotFound} where it was not fetched.
 */
export function registryClassPath(environment: LabEnvironment): string[] {
  return FOLDERS.flatMap((name) => {
    const folder = join(registryHome(environment), name);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    return names.filter((name) => name.endsWith(".jar")).sort(transformedFirst)
      .map((name) => join(folder, name));
  });
}

/** By name; but transformed-bytecode.jar replaces classes of all that come behind it. */
function transformedFirst(a: string, b: string): number {
  const rank = (name: string) => name.startsWith("transformed-") ? 0 : 1;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** Where it is, once it was fetched. */
export function registryHome({ cacheDir }: Pick<LabEnvironment, "cacheDir">): string {
  const [, artifactId, version] = lock.coordinate.split(":");
  return join(cacheDir, `${artifactId}-${version}`);
}
