/**
 * Which process a recorded number means: a later one can have got the number.
 *
 * @module
 */
import { liveProcesses, type ProcessInfo } from "./process_table.ts";

/**
 * A process as it was recorded: by its number, and by what tells it from a later one of that number.
 * The clock is no part of it, as it can be set.
 */
export type RecordedProcess = Pick<ProcessInfo, "pid" | "boot" | "start">;

/** What to record of a process that lives now. */
export async function record(pid: number): Promise<RecordedProcess | undefined> {
  const info = (await liveProcesses([pid])).get(pid);
  return info && { pid, boot: info.boot, start: info.start };
}

/** Those of the recorded processes that still live, by pid. */
export async function alive(
  recorded: (RecordedProcess | undefined)[],
): Promise<Map<number, ProcessInfo>> {
  const known = recorded.filter((process) => process !== undefined);
  const live = await liveProcesses(known.map(({ pid }) => pid));
  const same = known.filter((process) => isSame(process, live.get(process.pid)));
  return new Map(same.map(({ pid }) => [pid, live.get(pid)!]));
}

/** Whether the process that now has a number is the one that was recorded with it. */
export function isSame(recorded: RecordedProcess, now: RecordedProcess | undefined): boolean {
  return recorded.boot === now?.boot && recorded.start === now.start;
}
