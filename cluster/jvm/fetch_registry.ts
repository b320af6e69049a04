/**
 * Fetching Apicurio Registry: an archive that is named by Maven coordinates with our own SHA-512, from Maven
 * Central, once, where a lab asks for it.
 *
 * @module
 */
import type { LabEnvironment } from "../environment.ts";
import { runCommand } from "../process/run_command.ts";
import type { Progress } from "../progress.ts";
import lock from "../registry/archive.lock.json" with { type: "json" };
import { type Download, download } from "./download.ts";
import { mavenUrl } from "./jars.ts";
import { registryHome } from "./registry_app.ts";

/**
 * Fetches it into the cache and unpacks it there, where that was not done yet.
 *
 * @throws {DownloadError} when it cannot be had.
 */
export async function fetchRegistryApp(
  environment: LabEnvironment,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const home = registryHome(environment);
  const isThere = () => Deno.stat(home).then(() => true, () => false);
  if (await isThere()) return;
  const archive = archiveOf(environment, home);
  {
    using bar = await progress.bar("Downloading", "Apicurio Registry", archive.bytes);
    await download(archive, (bytes) => bar.advance(bytes), signal);
  }
  // Unpacked beside its place and moved there whole, so that no half of it is ever used.
  const folder = await Deno.makeTempDir({ dir: environment.cacheDir, prefix: "registry-" });
  try {
    const { success, stderr } = await runCommand("tar", ["-xzf", archive.path, "-C", folder]);
    if (!success) throw new Error(`Cannot unpack ${archive.name}: ${stderr.trim()}`);
    await Deno.rename(folder, home);
    await Deno.remove(archive.path);
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    // Another lab may have been quicker.
    if (!await isThere()) throw error;
  }
}

function archiveOf({ mavenMirror }: LabEnvironment, home: string): Download {
  const { coordinate, classifier, extension, bytes, sha512 } = lock;
  const [groupId, artifactId, version] = coordinate.split(":");
  return {
    name: `${coordinate}:${classifier}`,
    path: `${home}-${classifier}.${extension}`,
    url: () => mavenUrl({ groupId, artifactId, version, classifier, extension }, mavenMirror),
    bytes,
    sha512,
  };
}
