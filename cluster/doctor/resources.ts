/**
 * Whether the machine has the memory and the disk that the lab takes.
 *
 * @module
 */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { CheckContext, Finding } from "../engines/check.ts";

const GIB = 2 ** 30;

/** What the whole lab takes when it is up, bytes. */
const MEMORY_NEEDED = 1.4 * GIB;

/** Jars, a Java, caches of classes and room for records, bytes. */
const DISK_NEEDED = GIB;

/** Looks at the memory that is to be had. What a running lab has taken already counts as had. */
export async function checkMemory({ engine }: CheckContext): Promise<Finding[]> {
  const { available } = Deno.systemMemoryInfo();
  const processes = [...(await engine.processes()).values()];
  const own = processes.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0);
  const found = `${gib(available)} available` + (own > 0 ? `, the lab has ${gib(own)}` : "");
  if (available + own >= MEMORY_NEEDED) return [{ level: "ok", found }];
  return [{
    level: "problem",
    found: `${found}; the lab takes ${gib(MEMORY_NEEDED)}`,
    fix: "close other programs, or give the virtual machine more memory",
  }];
}

/** Looks at the disks of the lab's state and of the downloads. */
export async function checkDisk({ environment }: CheckContext): Promise<Finding[]> {
  const folders = [
    { path: environment.stateDir, variable: "INSTIGATOR_STATE" },
    { path: environment.cacheDir, variable: "INSTIGATOR_CACHE" },
  ];
  return await Promise.all(folders.map(async ({ path, variable }): Promise<Finding> => {
    const { bavail, bsize } = await statfs(await existing(path));
    const found = `${gib(bavail * bsize)} free for ${path}`;
    if (bavail * bsize >= DISK_NEEDED) return { level: "ok", found };
    return {
      level: "problem",
      found: `${found}; the lab takes about ${gib(DISK_NEEDED)}`,
      fix: `free some, or name a folder on another disk by ${variable}`,
    };
  }));
}

/** The path itself, or the nearest folder above it that is there. */
async function existing(path: string): Promise<string> {
  const there = await Deno.stat(path).then(() => true, () => false);
  return there || dirname(path) === path ? path : await existing(dirname(path));
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
