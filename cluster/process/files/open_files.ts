/**
 * Which processes have files of a folder open.
 *
 * @module
 */
import { commandOutput } from "../run_command.ts";

/** The processes, by pid, that have a file below this folder open; those of other users where this one may look. */
export async function processesIn(folder: string): Promise<number[]> {
  const real = await Deno.realPath(folder).catch(() => undefined);
  if (real === undefined) return [];
  if (Deno.build.os === "linux") return parseOpenFiles(await openFileListing(), real);
  if (Deno.build.os !== "darwin") return [];
  const listing = await commandOutput("lsof", ["-t", "+D", real]);
  return listing.split("\n").filter(Boolean).map(Number);
}

/** What `ls -l` tells of every process's `/proc/<pid>/fd`. */
export async function openFileListing(): Promise<string> {
  const folders = (await processNumbers()).map((pid) => `/proc/${pid}/fd`);
  return await commandOutput("ls", ["-ln", ...folders]);
}

/** The numbers of all processes of this machine. Linux only. */
export async function processNumbers(): Promise<string[]> {
  return (await commandOutput("ls", ["/proc"])).split("\n").filter((entry) => /^\d+$/.test(entry));
}

/** The pids that have something below the folder open, by {@linkcode openFileListing}. */
export function parseOpenFiles(listing: string, folder: string): number[] {
  const pids = new Set<number>();
  let pid = 0;
  for (const line of listing.split("\n")) {
    pid = Number(line.match(/^\/proc\/(\d+)\/fd:$/)?.[1] ?? pid);
    if (line.includes(` -> ${folder}/`)) pids.add(pid);
  }
  return [...pids];
}
