import { commandOutput } from "./run_command.ts";

/**
 * The control groups of these processes, by pid, a line each as cgroups(7) has them; none where this
 * machine has no such processes, or no control groups. Deno keeps /proc from scripts: `grep` reads it.
 */
export async function controlGroups(pids: readonly number[]): Promise<Map<number, string>> {
  if (Deno.build.os !== "linux" || pids.length === 0) return new Map();
  const files = pids.map((pid) => `/proc/${pid}/cgroup`);
  return parseControlGroups(await commandOutput("grep", ["-H", "", ...files]));
}

/** Reads `/proc/<pid>/cgroup:` and the file's line, again and again. */
export function parseControlGroups(text: string): Map<number, string> {
  const found = new Map<number, string>();
  for (const [, pid, group] of text.matchAll(/^\/proc\/(\d+)\/cgroup:(.*)$/gm)) {
    const before = found.get(Number(pid));
    found.set(Number(pid), before === undefined ? group : `${before}\n${group}`);
  }
  return found;
}
