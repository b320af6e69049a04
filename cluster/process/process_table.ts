/**
 * Facts about processes that are not our children: which they are, whether they live, how big.
 *
 * Deno keeps /proc from scripts without `--allow-all`, so `cat` reads it, which every Linux has;
 * other platforms have `ps`.
 *
 * @module
 */

import { commandOutput } from "./run_command.ts";

/** One live process. */
export interface ProcessInfo {
  pid: number;
  /** The boot of the machine that it belongs to, as the kernel names it. */
  boot: string;
  /**
   * When it started: clock ticks since the boot on Linux, the time that the kernel wrote down then on
   * macOS. Neither changes when the clock is set. With `boot` and `pid` it tells a process from every
   * other one.
   */
  start: string;
  /** When it started by the clock, for people: it moves when the clock is set. */
  startedAt: Date;
  /** Resident memory, bytes. */
  memoryBytes: number;
}

/** The live ones among these processes, by pid; a zombie counts as dead once its last thread has ended. */
export async function liveProcesses(pids: number[]): Promise<Map<number, ProcessInfo>> {
  if (pids.length === 0) return new Map();
  const infos = Deno.build.os === "linux"
    ? parseProc(await commandOutput("cat", procFiles(pids)))
    : await psProcesses(pids);
  return new Map(infos.map((info) => [info.pid, info]));
}

function procFiles(pids: number[]): string[] {
  return [
    ...["/proc/sys/kernel/random/boot_id", "/proc/stat"],
    ...pids.flatMap((pid) => [`/proc/${pid}/stat`, `/proc/${pid}/status`]),
  ];
}

/** Clock ticks a second in /proc; 100 on every Linux that Deno runs on. */
const TICKS = 100;

/** Reads `boot_id`, `/proc/stat` and then `stat` and `status` of each process, as proc(5) has them. */
export function parseProc(text: string): ProcessInfo[] {
  // Sandboxes may have none; the ticks alone tell much.
  const boot = /^[0-9a-f-]{36}$/m.exec(text)?.[0] ?? "";
  const bootTime = Number(/^btime (\d+)$/m.exec(text)?.[1]);
  // The command, in parentheses, may hold anything; the threads are the 18th field after it, the start the 20th.
  const stats = text.matchAll(/^(\d+) \(.*\) ([A-Z]) (?:-?\d+ ){16}(\d+) -?\d+ (\d+) /gm);
  return [...stats].filter(([, , state, threads]) => !hasEnded(state, Number(threads))).map(
    ([, pid, , , start]) => {
      const kib = new RegExp(`^Pid:\\s+${pid}$[^]*?^VmRSS:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
      return {
        pid: Number(pid),
        boot,
        start,
        startedAt: new Date((bootTime + Number(start) / TICKS) * 1000),
        memoryBytes: Number(kib ?? 0) * 1024,
      };
    },
  );
}

/**
 * Whether a process is gone. Of one that is killed, the first thread may be a zombie already while others are
 * still ending, and until the last one has, its ports are listened on.
 */
function hasEnded(state: string, threads: number): boolean {
  return state === "X" || (state === "Z" && threads <= 1);
}

/** Words and times as every machine prints them. */
const PLAIN = { env: { LC_ALL: "C", TZ: "UTC0" } };

async function psProcesses(pids: number[]): Promise<ProcessInfo[]> {
  const [listing, boot] = await Promise.all([
    commandOutput("ps", ["-o", "pid=,rss=,state=,lstart=", "-p", pids.join(",")], PLAIN),
    commandOutput("sysctl", ["-n", "kern.bootsessionuuid"]),
  ]);
  return parsePs(listing, boot.trim());
}

/** Reads the lines of `ps -o pid=,rss=,state=,lstart=`, whose times are in UTC. */
export function parsePs(text: string, boot: string): ProcessInfo[] {
  return [...text.matchAll(/^\s*(\d+)\s+(\d+)\s+([^Z\s]\S*)\s+(.+)$/gm)].map(
    ([, pid, kib, , start]) => ({
      pid: Number(pid),
      boot,
      start: start.trim(),
      startedAt: new Date(`${start} UTC`),
      memoryBytes: Number(kib) * 1024,
    }),
  );
}
