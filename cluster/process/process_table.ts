/**
 * Facts about processes that are not our children: whether they live, since when, how big.
 *
 * Deno keeps /proc from scripts without `--allow-all`, so `cat` reads it, which every Linux has;
 * other platforms have `ps`.
 *
 * @module
 */

import { runCommand } from "./run_command.ts";

/** One live process. */
export interface ProcessInfo {
  pid: number;
  /** When it started. With the pid, this tells a process from a later one that got its number. */
  startedAt: Date;
  /** Resident memory, bytes. */
  memoryBytes: number;
}

/** The live ones among these processes, by pid; a zombie counts as dead. */
export async function liveProcesses(pids: number[]): Promise<Map<number, ProcessInfo>> {
  if (pids.length === 0) return new Map();
  const infos = Deno.build.os === "linux"
    ? parseProc(await output("cat", procFiles(pids)))
    : parsePs(await output("ps", ["-o", "pid=,rss=,state=,lstart=", "-p", pids.join(",")]));
  return new Map(infos.map((info) => [info.pid, info]));
}

function procFiles(pids: number[]): string[] {
  return ["/proc/stat", ...pids.flatMap((pid) => [`/proc/${pid}/stat`, `/proc/${pid}/status`])];
}

/** Clock ticks a second in /proc; 100 on every Linux that Deno runs on. */
const TICKS = 100;

/** Reads `/proc/stat` and then `stat` and `status` of each process, as proc(5) has them. */
export function parseProc(text: string): ProcessInfo[] {
  const bootTime = Number(/^btime (\d+)$/m.exec(text)?.[1]);
  // The command, in parentheses, may hold anything; the start is the 20th field after it.
  const stats = text.matchAll(/^(\d+) \(.*\) ([A-Z]) ((?:-?\d+ ){18})(\d+) /gm);
  return [...stats].filter(([, , state]) => state !== "Z" && state !== "X").map(
    ([, pid, , , started]) => {
      const kib = new RegExp(`^Pid:\\s+${pid}$[^]*?^VmRSS:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
      return {
        pid: Number(pid),
        startedAt: new Date((bootTime + Number(started) / TICKS) * 1000),
        memoryBytes: Number(kib ?? 0) * 1024,
      };
    },
  );
}

/** Reads the lines of `ps -o pid=,rss=,state=,lstart=`. */
export function parsePs(text: string): ProcessInfo[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.+)$/gm)].map(
    ([, pid, kib, , started]) => ({
      pid: Number(pid),
      startedAt: new Date(started),
      memoryBytes: Number(kib) * 1024,
    }),
  );
}

/** What a command prints; processes that are gone make it fail in part. */
async function output(command: string, args: string[]): Promise<string> {
  return (await runCommand(command, args, { env: { LC_ALL: "C" } })).stdout;
}
