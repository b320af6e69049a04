import { delay } from "@std/async";
import type { FunctionDescription } from "../../cluster/own/own_function.ts";

/** How often a function is asked, ms, and how long one answer may take. */
const INTERVAL = 40;
const ANSWER_TIMEOUT = 2_000;

/** A function that was told to run. */
export interface Started {
  /** Its base URL. */
  url: string;
  description: Pick<FunctionDescription, "trigger">;
  /** The headers that let one in. */
  headers?: Record<string, string>;
  /** Settles when its process has ended. */
  ended: Promise<unknown>;
}

/**
 * Settles when a function does its work: one with a trigger has its partitions, or is not wanted to; any
 * other answers. Also when its process has ended.
 */
export async function untilWorking({ url, description, headers, ended }: Started): Promise<void> {
  let hasEnded = false;
  ended.then(() => hasEnded = true);
  while (!hasEnded && !await works(url, description, headers)) {
    await Promise.race([ended, delay(INTERVAL)]);
  }
}

async function works(
  url: string,
  { trigger }: Pick<FunctionDescription, "trigger">,
  headers?: Record<string, string>,
): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT);
    const response = await fetch(`${url}${trigger ? "/status" : "/healthz"}`, { signal, headers });
    const status = await response.json();
    if (!trigger) return response.ok;
    return status.assignment?.length > 0 || status.wanted !== null && status.state !== "started";
  } catch {
    // It does not listen yet.
    return false;
  }
}
