/**
 * Whether the machine has the memory that the lab takes.
 *
 * @module
 */
import type { CheckContext, Finding } from "../engines/check.ts";

const GIB = 2 ** 30;

/** What the whole lab takes when it is up, bytes. */
const MEMORY_NEEDED = 1.4 * GIB;

/** Looks at the memory that is to be had. What a running lab has taken already counts as had. */
export async function checkMemory({ engine }: CheckContext): Promise<Finding[]> {
  const { available } = Deno.systemMemoryInfo();
  const processes = [...(await engine.processes()).values()];
  const own = processes.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0);
  const found = `${gib(available)} available` + (own > 0 ? `, the lab has ${gib(own)}` : "");
  if (available + own >= MEMORY_NEEDED) return [{ level: "ok", found }];
  return [{
    level: "problem",
    found: `${found}; the lab takes ${gib(MEMORY_NEEDED)}`,
    fix: "close other programs, or give the virtual machine more memory",
  }];
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
