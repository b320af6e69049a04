import { Problem } from "../../runtime/http/problem.ts";

/** How long a neighbour's answer is waited for, in ms. */
const TIMEOUT = 1_500;

/**
 * What another part of the lab answers over HTTP. None of them may hold a page up.
 *
 * @throws {Problem} `noKafka` (503) that names who did not answer, and how.
 */
export async function ask(name: string, url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT), ...init });
  } catch (error) {
    const found = (error as Error).name === "TimeoutError"
      ? `no answer within ${TIMEOUT} ms`
      : "nothing listens there";
    throw new Problem("noKafka", `Cannot reach ${name} at ${new URL(url).origin}: ${found}`, {
      cause: error,
    });
  }
}

/** The address of a path below a base URL. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}${path}`;
}
