import { liveProcesses } from "../../cluster/process/process_table.ts";

/** Resident memory of these processes together, MiB. */
export async function memoryOf(pids: Iterable<number>): Promise<number> {
  const processes = [...(await liveProcesses([...pids])).values()];
  return processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) / 2 ** 20;
}
