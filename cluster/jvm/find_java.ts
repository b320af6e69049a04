/**
 * The Java that this machine has: the one that `INSTIGATOR_JAVA` names, else the newest.
 *
 * @module
 */
import { delimiter, join } from "node:path";
import type { LabEnvironment } from "../environment.ts";

/** A Java runtime. */
export interface Java {
  /** `JAVA_HOME` of it. */
  home: string;
  /** Its launcher. */
  executable: string;
  /** Feature release: 17, 21, 25. */
  feature: number;
  /** The whole version, as its `release` file has it. */
  version: string;
}

/** The oldest Java that something runs on, and what that is. */
export interface NeededJava {
  /** Feature release. */
  feature: number;
  of: string;
}

/** What Kafka 3.9 and the caches of classes need. */
export const KAFKA_JAVA: NeededJava = { feature: 17, of: "Kafka" };

/** What the schema registry is compiled for. */
export const REGISTRY_JAVA: NeededJava = { feature: 21, of: "the schema registry" };

/** No Java that the lab can use. */
export class JavaError extends Error {
  override name = "JavaError";
}

/**
 * The newest Java of this machine that is new enough, if there is one.
 *
 * @throws {JavaError} when `INSTIGATOR_JAVA` is set and is no usable Java.
 */
export async function findJava(
  environment: LabEnvironment,
  { feature: oldest, of: user }: NeededJava = KAFKA_JAVA,
): Promise<Java | undefined> {
  if (environment.java) {
    const java = await readJava(await homeOf(environment.java));
    if (!java) {
      raise(
        `Cannot use INSTIGATOR_JAVA=${environment.java}: there is no bin/java with a release file`,
      );
    }
    if (java.feature < oldest) {
      raise(
        `Cannot use INSTIGATOR_JAVA=${environment.java}: it is Java ${java.version}, and ` +
          `${user} needs ${oldest} or newer`,
      );
    }
    return java;
  }
  const homes = new Set([...await candidates(), runtimeHome(environment)]);
  const javas = (await Promise.all([...homes].map(readJava))).filter((java) => java !== undefined);
  return javas
    .filter(({ feature }) => feature >= oldest)
    .toSorted((a, b) => b.version.localeCompare(a.version, "en", { numeric: true }))[0];
}

/** Where a runtime goes that is fetched. */
export function runtimeHome({ cacheDir }: LabEnvironment): string {
  return join(cacheDir, "java");
}

/**
 * The Java at a home, told by its `release` file, which costs no start of a JVM;
 * `undefined` where there is none.
 */
export async function readJava(home: string): Promise<Java | undefined> {
  const executable = join(home, "bin", Deno.build.os === "windows" ? "java.exe" : "java");
  try {
    const release = await Deno.readTextFile(join(home, "release"));
    await Deno.stat(executable);
    const version = release.match(/^JAVA_VERSION="?([^"\s]+)"?$/m)?.[1];
    if (!version) return undefined;
    const feature = Number(version.startsWith("1.") ? version.split(".")[1] : parseInt(version));
    return { home, executable, feature, version };
  } catch {
    return undefined;
  }
}

/** Where a Java may be: `JAVA_HOME`, `PATH`, and the platform's usual folders. */
async function candidates(): Promise<string[]> {
  const env = (name: string) => Deno.env.get(name);
  const home = env("HOME") ?? "";
  const onPath = (env("PATH") ?? "").split(delimiter).filter(Boolean);
  const folders = {
    linux: [
      "/usr/lib/jvm",
      "/usr/java",
      "/opt/java",
      "/opt",
      join(home, ".sdkman/candidates/java"),
    ],
    darwin: ["/Library/Java/JavaVirtualMachines", join(home, "Library/Java/JavaVirtualMachines")],
    windows: ["C:\\Program Files\\Java", "C:\\Program Files\\Eclipse Adoptium"],
  }[Deno.build.os as string] ?? ["/usr/lib/jvm", "/usr/local"];
  const inner = Deno.build.os === "darwin" ? "Contents/Home" : "";
  const [fromPath, installed] = await Promise.all([
    Promise.all(onPath.map((folder) => homeOf(join(folder, "java")))),
    Promise.all(folders.map(subfolders)),
  ]);
  return [
    ...(env("JAVA_HOME") ? [env("JAVA_HOME")!] : []),
    ...fromPath,
    ...installed.flat().map((folder) => join(folder, inner)),
  ];
}

/** The home that a launcher or a home belongs to, with links followed. */
async function homeOf(path: string): Promise<string> {
  const real = await Deno.realPath(path).catch(() => path);
  return /[\\/]bin[\\/]java(\.exe)?$/.test(real) ? join(real, "..", "..") : real;
}

async function subfolders(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

function raise(message: string): never {
  throw new JavaError(message);
}
