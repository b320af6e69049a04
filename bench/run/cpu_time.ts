/**
 * The CPU time of processes; from proc(5), so on Linux only.
 *
 * @module
 */
import { runCommand } from "../../cluster/process/run_command.ts";

/**
 * The CPU time that these processes have used so far, user and system, ms all together. One that has
 * ended counts as 0.
 */
export async function cpuTime(...pids: number[]): Promise<number> {
  // Deno itself lets nobody read /proc who may not do everything.
  const { stdout } = await runCommand("cat", pids.map((pid) => `/proc/${pid}/stat`));
  // After the command, which may hold anything, user and system time are the 12th and 13th field, in
  // hundredths of a second.
  return stdout.trim().split("\n").filter((line) => line !== "").reduce((sum, line) => {
    const [user, system] = line.slice(line.lastIndexOf(")") + 2).split(" ").slice(11, 13);
    return sum + (Number(user) + Number(system)) * 10;
  }, 0);
}
