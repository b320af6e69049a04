/**
 * Which process a recorded number means: a later one can have got the number.
 *
 * @module
 */
import { liveProcesses, type ProcessInfo } from "./process_table.ts";

/** A process as it was recorded; the time of its start tells it from a later one of that number. */
export interface RecordedProcess {
  pid: number;
  /** ISO 8601. */
  startedAt: string;
}

/** What to record of a process that lives now. */
export async function record(pid: number): Promise<RecordedProcess | undefined> {
  const info = (await liveProcesses([pid])).get(pid);
  return info && { pid, startedAt: info.startedAt.toISOString() };
}

/** Those of the recorded processes that still live, by pid. */
export async function alive(
  recorded: (RecordedProcess | undefined)[],
): Promise<Map<number, ProcessInfo>> {
  const known = recorded.filter((process) => process !== undefined);
  const live = await liveProcesses(known.map(({ pid }) => pid));
  for (const { pid, startedAt } of known) {
    // The clock of `ps` has whole seconds, and a machine's boot time is rounded too.
    const drift = Math.abs((live.get(pid)?.startedAt.getTime() ?? 0) - Date.parse(startedAt));
    if (drift > 2000) live.delete(pid);
  }
  return live;
}
