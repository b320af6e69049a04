/**
 * Whether the disks of the lab have room: before it starts, and when its nodes keep ending.
 *
 * @module
 */
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import prettyBytes from "pretty-bytes";
import type { LabEnvironment } from "../environment.ts";
import type { CheckContext, Finding } from "./check.ts";

/** Jars, a Java, caches of classes and room for records, bytes. */
const NEEDED = 2 ** 30;

/** With less than this a broker ends at its next segment of a log, bytes. */
const FULL = 24 * 2 ** 20;

/** Looks at the disks of the lab's state and of the downloads. */
export async function checkDisk({ environment }: Pick<CheckContext, "environment">) {
  return await Promise.all(
    folders(environment).map(async ({ path, variable }): Promise<Finding> => {
      const free = await freeBytes(path);
      const found = `${size(free)} free for ${path}`;
      if (free >= NEEDED) return { level: "ok", found };
      return {
        level: "problem",
        found: `${found}; the lab takes about ${size(NEEDED)}`,
        fix: wayOut(variable),
      };
    }),
  );
}

/** What the disks lack of what the lab takes. */
export async function diskShortages(environment: LabEnvironment): Promise<Finding[]> {
  return (await checkDisk({ environment })).filter(({ level }) => level === "problem");
}

/** Whether the disk of the nodes' data is as good as full, of which they end. */
export async function checkDiskFull(
  { environment: { stateDir } }: Pick<CheckContext, "environment">,
): Promise<Finding[]> {
  const free = await freeBytes(stateDir);
  if (free >= FULL) return [{ level: "ok", found: `${size(free)} free for ${stateDir}` }];
  const found = `the disk of ${stateDir} is full: ${size(free)} free`;
  return [{ level: "problem", found, fix: wayOut("INSTIGATOR_STATE") }];
}

function folders({ stateDir, cacheDir }: LabEnvironment) {
  return [
    { path: stateDir, variable: "INSTIGATOR_STATE" },
    { path: cacheDir, variable: "INSTIGATOR_CACHE" },
  ];
}

function wayOut(variable: string): string {
  return `free some, or name a folder on another disk by ${variable}`;
}

/** What this user may still write where the path is, or will be, bytes. */
async function freeBytes(path: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(await existing(path));
  // Some file systems do not tell.
  return blocks === 0 ? Infinity : bavail * bsize;
}

/** The path itself, or the nearest folder above it that is there. */
async function existing(path: string): Promise<string> {
  const there = await Deno.stat(path).then(() => true, () => false);
  return there || dirname(path) === path ? path : await existing(dirname(path));
}

function size(bytes: number): string {
  if (bytes === Infinity) return "an unknown size";
  return prettyBytes(bytes, { binary: true });
}
