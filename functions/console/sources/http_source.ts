import { Problem } from "../../runtime/http/problems/problem.ts";

/** How long a neighbour's answer is waited for, in ms. */
const TIMEOUT = 1_500;

/** Asks another part of the lab, as {@linkcode ask} does. */
export type Ask = typeof ask;

/** Asks as one who has the token, where there is one. */
export function askWith(token: string | undefined): Ask {
  if (token === undefined) return ask;
  return (name, url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return ask(name, url, { ...init, headers });
  };
}

/**
 * Asks another part of the lab over HTTP. The timeout keeps a slow one from holding a page up.
 *
 * @throws {Problem} `noKafka` (503) that names the part that did not answer, and the reason.
 */
export async function ask(name: string, url: string, init: RequestInit = {}): Promise<Response> {
  try {
    // A text would be sent a second time by `fetch` itself where a kept connection ends before the answer.
    const body = typeof init.body === "string" ? new Blob([init.body]) : init.body;
    return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT), ...init, body });
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
