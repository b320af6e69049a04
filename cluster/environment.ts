/**
 * The lab's settings, read once from `INSTIGATOR_*` variables.
 *
 * @module
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Exposure, readExposure } from "./exposure.ts";
import { readKeptPorts } from "./kept_ports.ts";
import { badPorts, goodOffset } from "./port_offset.ts";
import { MAX_OFFSET } from "./topology.ts";

/** The folder that holds deno.json. */
export const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where a lab keeps its state when it is not told otherwise. */
export const DEFAULT_STATE_DIR = join(PROJECT_ROOT, ".instigator");

/** The settings of this lab on this machine; every path is absolute. */
export interface LabEnvironment {
  /**
   * Added to every port, so that several labs share a machine (`INSTIGATOR_PORT_OFFSET`). Where it is not
   * set, the one that the lab of this folder is up at; else 0.
   */
  readonly offset: number;
  /** Whether a lab that is brought up may have any ports that are free (`INSTIGATOR_PORT_OFFSET=auto`). */
  readonly anyPorts?: true;
  /** Data, logs and process ids of this lab (`INSTIGATOR_STATE`). */
  readonly stateDir: string;
  /** Downloads, shared by all labs of this user (`INSTIGATOR_CACHE`). */
  readonly cacheDir: string;
  /**
   * A folder of functions besides functions/ of this checkout (`INSTIGATOR_FUNCTIONS`); a relative one
   * starts where the command was typed.
   */
  readonly functionsDir?: string;
  /** Whether the lab has a schema registry: `up --with registry` says so, and it has until `down`. */
  readonly registry?: true;
  /** Where other machines may reach the functions, where they may (`INSTIGATOR_BIND`). */
  readonly exposure?: Exposure;
  /** The Java to run (`INSTIGATOR_JAVA`); found or fetched where it is not set. */
  readonly java?: string;
  /** The Maven repository to download from (`INSTIGATOR_MAVEN_MIRROR`), without a trailing slash. */
  readonly mavenMirror?: string;
  /**
   * The process that the lab is for (`INSTIGATOR_OWNER`, a pid): the lab stops, and its folder goes,
   * once that process has ended.
   */
  readonly owner?: number;
  /**
   * Whether JVMs take all of their heaps at the start (`INSTIGATOR_TOUCH_HEAP=true`), so that what they grow by
   * later on is no heap.
   */
  readonly touchesHeap?: true;
}

/** Reads a variable, as `Deno.env` does. */
export interface Variables {
  get(name: string): string | undefined;
}

/** What is wrong with the environment, all of it. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";

  constructor(readonly faults: readonly string[]) {
    super(`Cannot use the environment:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  }
}

/**
 * The lab's settings. An empty variable counts as one that is not set; a relative path starts at
 * the project's root, unless its setting says otherwise.
 *
 * @throws {EnvironmentError} that lists every fault.
 */
export function labEnvironment(
  env: Variables = Deno.env,
  os: typeof Deno.build.os = Deno.build.os,
): LabEnvironment {
  const faults: string[] = [];
  const path = (name: string, from = PROJECT_ROOT) =>
    env.get(name) && resolve(from, env.get(name)!);

  const stateDir = path("INSTIGATOR_STATE") || DEFAULT_STATE_DIR;
  const wanted = env.get("INSTIGATOR_PORT_OFFSET");
  const offset = wanted && wanted !== "auto" ? wanted : keptOffset(stateDir, wanted === "auto");
  if (!/^\d+$/.test(offset) || Number(offset) > MAX_OFFSET) {
    faults.push(
      `INSTIGATOR_PORT_OFFSET is auto or a whole number from 0 to ${MAX_OFFSET}, got "${offset}"`,
    );
  } else {
    const [bad] = badPorts(Number(offset));
    if (bad) {
      faults.push(
        `INSTIGATOR_PORT_OFFSET=${offset} puts ${bad.use} on ${bad.port}, a port that browsers and ` +
          `fetch refuse; the next one that works is ${goodOffset(Number(offset))}`,
      );
    }
  }
  const mavenMirror = env.get("INSTIGATOR_MAVEN_MIRROR") || undefined;
  if (mavenMirror && !/^https?:$/.test(URL.parse(mavenMirror)?.protocol ?? "")) {
    faults.push(`INSTIGATOR_MAVEN_MIRROR is an http or https URL, got "${mavenMirror}"`);
  }
  const owner = env.get("INSTIGATOR_OWNER") || undefined;
  if (owner && !/^[1-9]\d*$/.test(owner)) {
    faults.push(`INSTIGATOR_OWNER is the pid of a process, got "${owner}"`);
  }
  const touchHeap = env.get("INSTIGATOR_TOUCH_HEAP") || "false";
  if (touchHeap !== "true" && touchHeap !== "false") {
    faults.push(`INSTIGATOR_TOUCH_HEAP is true or false, got "${touchHeap}"`);
  }
  const cacheDir = path("INSTIGATOR_CACHE") || userCacheDir(env, os);
  if (!cacheDir) {
    faults.push("INSTIGATOR_CACHE names the folder for downloads; it is needed without HOME");
  }
  const exposure = readExposure(env, stateDir, faults);
  if (faults.length > 0 || !cacheDir) throw new EnvironmentError(faults);

  return Object.freeze({
    offset: Number(offset),
    ...(wanted === "auto" && { anyPorts: true as const }),
    stateDir,
    cacheDir,
    ...(readKeptPorts(stateDir)?.registry && { registry: true as const }),
    ...(exposure && { exposure }),
    functionsDir: path("INSTIGATOR_FUNCTIONS", env.get("INIT_CWD")) || undefined,
    java: path("INSTIGATOR_JAVA") || undefined,
    mavenMirror: mavenMirror?.replace(/\/+$/, ""),
    ...(owner && { owner: Number(owner) }),
    ...(touchHeap === "true" && { touchesHeap: true as const }),
  });
}

/** The offset, in digits, that the lab of this folder is up at; where any will do, the last one it had. */
function keptOffset(stateDir: string, any: boolean): string {
  const kept = readKeptPorts(stateDir);
  return kept && (any || kept.up) ? `${kept.offset}` : "0";
}

/** The variables that make a process see these settings. */
export function environmentVariables(environment: LabEnvironment): Record<string, string> {
  const { offset, stateDir, cacheDir, functionsDir, java, mavenMirror, owner, touchesHeap } =
    environment;
  return {
    INSTIGATOR_PORT_OFFSET: `${offset}`,
    INSTIGATOR_STATE: stateDir,
    INSTIGATOR_CACHE: cacheDir,
    ...(functionsDir && { INSTIGATOR_FUNCTIONS: functionsDir }),
    ...(java && { INSTIGATOR_JAVA: java }),
    ...(mavenMirror && { INSTIGATOR_MAVEN_MIRROR: mavenMirror }),
    ...(owner && { INSTIGATOR_OWNER: `${owner}` }),
    ...(touchesHeap && { INSTIGATOR_TOUCH_HEAP: "true" }),
  };
}

/** Where the platform keeps a user's caches. */
function userCacheDir(env: Variables, os: typeof Deno.build.os): string | undefined {
  if (os === "windows") {
    const local = env.get("LOCALAPPDATA");
    return local && join(local, "instigator");
  }
  const home = env.get("HOME");
  if (os === "darwin") return home && join(home, "Library", "Caches", "instigator");
  // The XDG specification has relative paths ignored.
  const xdg = env.get("XDG_CACHE_HOME");
  if (xdg?.startsWith("/")) return join(xdg, "instigator");
  return home && join(home, ".cache", "instigator");
}
