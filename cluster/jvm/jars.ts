/**
 * The jars of Kafka and ZooKeeper: named by Maven coordinates in a lock file with our own
 * SHA-512, fetched from Maven Central once, used offline afterwards.
 *
 * @module
 */
import { join } from "node:path";
import process from "node:process";
import type { Artifact } from "mvn-artifact-url";
import type { LabEnvironment } from "../environment.ts";
import lock from "../kafka/jars.lock.json" with { type: "json" };
import { type Download, download, isDownloaded } from "./download.ts";
import type { Progress } from "../progress.ts";

/** One jar of the lock file. */
export interface LockedJar {
  /** `groupId:artifactId:version`. */
  coordinate: string;
  bytes: number;
  sha512: string;
}

/** Transfers at a time. */
const PARALLEL = 6;

/**
 * The class path, in the lock file's order: the caches of classes demand the same order every time.
 */
export function classPath(environment: LabEnvironment): string[] {
  return downloads(environment).map(({ path }) => path);
}

/** The jars that are not in the cache yet. */
export async function missingJars(environment: LabEnvironment): Promise<Download[]> {
  const all = downloads(environment);
  const there = await Promise.all(all.map(isDownloaded));
  return all.filter((_, index) => !there[index]);
}

/**
 * Fetches the jars that are not in the cache yet.
 *
 * @throws {DownloadError} when one cannot be had.
 */
export async function ensureJars(
  environment: LabEnvironment,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const missing = await missingJars(environment);
  if (missing.length === 0) return;

  const total = missing.reduce((sum, { bytes }) => sum + bytes, 0);
  using bar = await progress.bar(
    "Downloading",
    `Kafka and ZooKeeper, ${missing.length} jars`,
    total,
  );
  const queue = missing.toSorted((a, b) => b.bytes - a.bytes).values();
  await Promise.all(Array.from({ length: PARALLEL }, async () => {
    for (const file of queue) await download(file, (bytes) => bar.advance(bytes), signal);
  }));
}

/**
 * The path of the agent that shows a JVM's metrics to Prometheus, fetched if need be.
 *
 * @throws {DownloadError} when it cannot be had.
 */
export async function ensureAgent(environment: LabEnvironment): Promise<string> {
  const file = toDownload(environment, lock.agent);
  if (!await isDownloaded(file)) await download(file);
  return file.path;
}

function downloads(environment: LabEnvironment): Download[] {
  return lock.jars.map((jar) => toDownload(environment, jar));
}

function toDownload(
  { cacheDir, mavenMirror }: LabEnvironment,
  { coordinate, bytes, sha512 }: LockedJar,
): Download {
  const [groupId, artifactId, version] = coordinate.split(":");
  return {
    name: coordinate,
    path: join(cacheDir, "jars", `${artifactId}-${version}.jar`),
    url: () => mavenUrl({ groupId, artifactId, version }, mavenMirror),
    bytes,
    sha512,
  };
}

/**
 * The address of an artifact. The library knows the default repository; a mirror is its base-path argument. It is CommonJS,
 * so its default export is one level down.
 */
export async function mavenUrl(artifact: Artifact, mirror?: string): Promise<string> {
  // One of the library's own libraries still imports punycode, which Node warns of.
  Object.assign(process, { noDeprecation: true });
  const { default: library } = await import("mvn-artifact-url");
  return await library.default(artifact, mirror && `${mirror}/`);
}
