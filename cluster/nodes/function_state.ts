/**
 * Whether a function serves, and whether it is ready for work.
 *
 * @module
 */
import { listening } from "../process/ports/port_holder.ts";
import { type FunctionNode, HOST, type RegistryNode } from "../topology.ts";

/** How a function is. */
export type FunctionState =
  | { state: "ready" }
  /** It serves, but cannot work yet, for the reason it gives. */
  | { state: "not ready"; reason: string }
  /** Nothing listens. */
  | { state: "down" }
  /** Listens and does not answer in time. */
  | { state: "unresponsive" };

/** Longest wait for an answer, ms: a function itself waits up to 3 s for Kafka before it answers. */
const TIMEOUT = 4000;

/** The state of a function, or of the schema registry, by the path that tells whether it is ready. */
export async function functionState(
  { port, readyPath }: Pick<FunctionNode | RegistryNode, "port" | "readyPath">,
): Promise<FunctionState> {
  try {
    const response = await fetch(`http://${HOST}:${port}${readyPath}`, {
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const body = await response.text();
    if (response.ok) return { state: "ready" };
    return { state: "not ready", reason: problemDetail(body) ?? `HTTP status ${response.status}` };
  } catch {
    return { state: await listening(port) ? "unresponsive" : "down" };
  }
}

/** What a problem document says in words (RFC 9457). */
function problemDetail(body: string): string | undefined {
  try {
    return JSON.parse(body).detail;
  } catch {
    return undefined;
  }
}
