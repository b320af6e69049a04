/**
 * What the console asks of the supervisor: `POST /chaos {"scenario": …}` and `POST /chaos/stop`, both in
 * JSON, which no page of another site can send unasked.
 *
 * @module
 */
import { type ChaosStarter, Refusal } from "./chaos_starter.ts";

/** How much a request may be, in characters. */
const MAX_BODY = 1_000;

/** Answers a request that is about scenarios; `undefined` for another. @param host the only one it may be for. */
export async function chaosRoute(
  request: Request,
  host: string,
  starter: ChaosStarter,
): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname !== "/chaos" && pathname !== "/chaos/stop") return undefined;
  const { headers, method } = request;
  if (method !== "POST") return told(405, "POST begins and ends a scenario", { allow: "POST" });
  // A name of another site's that leads here is not this host; a page's script says where it is from.
  if (headers.get("host") !== host) return told(421, `Ask ${host}`);
  if (headers.has("origin") || headers.has("sec-fetch-site")) {
    return told(403, "Not for pages: ask the console");
  }
  if (headers.get("content-type") !== "application/json") return told(415, "Send application/json");
  try {
    if (pathname === "/chaos/stop") {
      await starter.stop();
      return told(202, "It heals what is broken, and ends");
    }
    const scenario = scenarioOf(await request.text());
    if (scenario === undefined) return told(422, 'Send {"scenario": "leader-kill"}');
    await starter.start(scenario);
    return told(202, `${scenario} begins`);
  } catch (error) {
    if (error instanceof Refusal) return told(error.status, error.message);
    throw error;
  }
}

function scenarioOf(text: string): string | undefined {
  if (text.length > MAX_BODY) return undefined;
  try {
    const scenario = JSON.parse(text)?.scenario;
    return typeof scenario === "string" ? scenario : undefined;
  } catch {
    return undefined;
  }
}

function told(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers });
}
