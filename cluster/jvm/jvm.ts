/**
 * The command lines of the JVMs: heaps, collector, compiler and the cache of classes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import { inherited } from "../process/inherited_environment.ts";
import { cacheableClassPath } from "./cacheable_jars.ts";
import type { Java } from "./find_java.ts";
import { REGISTRY_MAIN, registryClassPath } from "./registry_app.ts";

/** What a JVM of the lab runs. */
export type JvmRole = "zookeeper" | "kafka" | "registry";

const MAIN_CLASS: Record<JvmRole, string> = {
  zookeeper: "org.apache.zookeeper.server.quorum.QuorumPeerMain",
  kafka: "kafka.Kafka",
  registry: REGISTRY_MAIN,
};

/**
 * Small heaps and the collector with the least overhead: six JVMs share a laptop.
 *
 * An ensemble member does little, so the first compiler is enough for it, and only for what is ten
 * times as hot as by default; the interpreter asks for it every 1024 calls instead of every 128. A
 * broker keeps the second one for sustained load. `deno task bench startup` shows what all of this
 * gains, and that the throughput stays.
 */
const OPTIONS: Record<JvmRole, readonly string[]> = {
  zookeeper: [
    "-Xms24m",
    "-Xmn12m",
    "-Xmx96m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:Tier3InvocationThreshold=2000",
    "-XX:Tier3MinInvocationThreshold=1000",
    "-XX:Tier3CompileThreshold=20000",
    "-XX:Tier0InvokeNotifyFreqLog=10",
    "-XX:Tier0BackedgeNotifyFreqLog=12",
  ],
  kafka: [
    "-Xms64m",
    "-Xmn48m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
  ],
  registry: [
    "-Xms48m",
    "-Xmn24m",
    "-Xmx192m",
    "-XX:+UseSerialGC",
    // What the manifest of quarkus-run.jar says, which is not run.
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
  ],
};

/**
 * Compilation where no cache tells what a start needs: the second compiler, which six JVMs that
 * start on two cores would wait for, waits itself until a method is three times as hot as by default.
 */
const UNTRAINED: Record<JvmRole, readonly string[]> = {
  zookeeper: [],
  kafka: [
    "-XX:Tier4InvocationThreshold=15000",
    "-XX:Tier4MinInvocationThreshold=1800",
    "-XX:Tier4CompileThreshold=45000",
    "-XX:Tier4BackEdgeThreshold=120000",
  ],
  registry: [],
};

/**
 * Compilation while a cache is recorded, which keeps what was compiled and how (JEP 515): with the
 * first compiler only, and nothing profiled. So a start that uses the cache compiles what it needs
 * by a third cheaper, and both compilers are there for what gets hot afterwards.
 */
const TRAINING = "-XX:TieredStopAtLevel=1";

function options(java: Java, role: JvmRole): string[] {
  // JEP 519: a tenth less heap, from Java 25 on.
  return [...OPTIONS[role], ...(java.feature >= 25 ? ["-XX:+UseCompactObjectHeaders"] : [])];
}

/** The heap from the start as large as it may become, and every page of it touched; the last option holds. */
function touchedHeap(role: JvmRole): string[] {
  const most = OPTIONS[role].find((option) => option.startsWith("-Xmx"))!;
  return [most.replace("-Xmx", "-Xms"), "-XX:+AlwaysPreTouch"];
}

/** The cache of classes of one role: used when it is there, recorded by one node when it is not. */
export interface ClassCache {
  path: string;
  exists: boolean;
  /** Options of a JVM that uses the cache. */
  use: readonly string[];
  /** Options of a JVM that writes a cache to `path` at its clean exit. */
  record: (path: string) => readonly string[];
  /** Options of a JVM that does neither. */
  without: readonly string[];
}

/**
 * The cache for this Java, these jars, these options and this way to record; any other combination
 * has its own. Java 25 and newer have ahead-of-time caches (JEP 483, 514, 515), older ones AppCDS
 * archives (JEP 350).
 */
export async function classCache(
  environment: LabEnvironment,
  java: Java,
  role: JvmRole,
): Promise<ClassCache> {
  const ahead = java.feature >= 25;
  const without = UNTRAINED[role];
  const record = (to: string) =>
    ahead ? [TRAINING, `-XX:AOTCacheOutput=${to}`] : [...without, `-XX:ArchiveClassesAtExit=${to}`];
  const identity = [
    java.home,
    java.version,
    ...options(java, role),
    ...record(""),
    ...classPathOf(environment, role),
  ];
  const key = createHash("sha256").update(identity.join("\n")).digest("hex").slice(0, 16);
  const path = join(environment.cacheDir, "classes", `${role}-${key}.${ahead ? "aot" : "jsa"}`);
  const exists = await Deno.stat(path).then(() => true, () => false);
  const use = ahead ? [`-XX:AOTCache=${path}`] : [...without, `-XX:SharedArchiveFile=${path}`];
  return { path, exists, use, record, without };
}

function classPathOf(environment: LabEnvironment, role: JvmRole): string[] {
  return role === "registry" ? registryClassPath(environment) : cacheableClassPath(environment);
}

/** The command line of a node, its configuration file last, where it has one. */
export function jvmCommand(
  environment: LabEnvironment,
  java: Java,
  role: JvmRole,
  { cache = [], configFile }: { cache?: readonly string[]; configFile?: string },
): string[] {
  return [
    java.executable,
    ...options(java, role),
    ...(environment.touchesHeap ? touchedHeap(role) : []),
    ...cache,
    "-XX:-UsePerfData",
    "-Djava.net.preferIPv4Stack=true",
    "-Djava.awt.headless=true",
    ...role === "registry" ? [] : [log4jOption("log4j.properties")],
    "-cp",
    classPathOf(environment, role).join(delimiter),
    MAIN_CLASS[role],
    ...configFile === undefined ? [] : [configFile],
  ];
}

/** The option that names one of the lab's log4j settings; it is a URL, whatever letters the path has. */
export function log4jOption(file: string): string {
  return `-Dlog4j.configuration=${pathToFileURL(join(PROJECT_ROOT, "cluster/kafka", file))}`;
}

/** All of a JVM's environment. Its log is in UTC, wherever it is and whoever reads it. */
export function jvmEnvironment(): Record<string, string> {
  return { ...inherited("PATH", "HOME", "TMPDIR"), ...jvmLocale(), TZ: "UTC" };
}

/**
 * The locale by which a JVM reads and writes the names of files: UTF-8, whatever the terminal has. In
 * the plain "C" locale it cannot name a file whose path has letters beyond ASCII.
 */
export function jvmLocale(): Record<string, string> {
  return Deno.build.os === "linux" ? { LC_ALL: "C.UTF-8" } : {};
}
