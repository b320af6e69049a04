import { commandOutput } from "../../cluster/process/run_command.ts";

/** What the kernel tells of a process. */
export interface ProcessSample {
  /** Resident memory, bytes. */
  memory: number;
  threads: number;
  /** Open sockets, and open file handles of every kind, sockets too. */
  sockets: number;
  files: number;
}

/** Prints a process's figures after its number. Deno keeps /proc from scripts, a shell reads it. */
const SCRIPT = `for pid; do
  echo "pid $pid"
  grep -E '^(VmRSS|Threads):' "/proc/$pid/status"
  ls -l "/proc/$pid/fd"
done 2>/dev/null`;

/** Samples processes, by pid; those that are gone are missing. Linux only. */
export async function sampleProcesses(
  pids: readonly number[],
): Promise<Map<number, ProcessSample>> {
  const text = await commandOutput("sh", ["-c", SCRIPT, "sh", ...pids.map(String)]);
  const samples = text.split(/^pid /m).slice(1).flatMap((part): [number, ProcessSample][] => {
    const number = (pattern: RegExp) => Number(pattern.exec(part)?.[1] ?? NaN);
    const memory = number(/^VmRSS:\s+(\d+) kB$/m) * 1024;
    if (Number.isNaN(memory)) return [];
    const handles = part.match(/ -> .*$/gm) ?? [];
    return [[parseInt(part), {
      memory,
      threads: number(/^Threads:\s+(\d+)$/m),
      sockets: handles.filter((handle) => handle.startsWith(" -> socket:[")).length,
      files: handles.length,
    }]];
  });
  return new Map(samples);
}
