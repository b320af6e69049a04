/**
 * Hands requests for an instance to the replica that has it.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { readBytes } from "../../../runtime/http/body.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { type Instances, noInstance } from "../instances.ts";
import type { Owners } from "./owners.ts";

/** Marks what was handed on, which is not handed on again. */
const MARK = "instigator-forwarded";

/** What is between this replica and its client only, or was looked at already. */
const OWN_HEADERS = /^(host|connection|content-length|accept-encoding|origin|referer|sec-.*)$/i;

/** As a middleware: answers for instances of this replica, and has the others answer for theirs. */
export function forwardToOwner(instances: Instances, owners: Owners): MiddlewareHandler {
  return async function forwardToOwner(c, next) {
    const { group, instance } = c.req.param() as { group: string; instance: string };
    const { raw } = c.req;
    if (instances.has(group, instance) || raw.headers.has(MARK)) return await next();
    const owner = await owners.find(group, instance);
    if (owner === undefined) return await next();
    const { pathname, search } = new URL(raw.url);
    const headers = new Headers([...raw.headers].filter(([name]) => !OWN_HEADERS.test(name)));
    headers.set(MARK, "1");
    headers.set("accept-encoding", "identity");
    const body = raw.body === null ? undefined : await readBytes(raw);
    let answer: Response;
    try {
      answer = await fetch(owner + pathname + search, { method: raw.method, headers, body });
    } catch {
      if (!await isGone(owner)) {
        throw new Problem("noKafka", `Cannot reach ${owner}, which has ${instance}: try again`);
      }
      // It has ended, and its instances with it.
      await owners.release(group, instance);
      throw noInstance(group, instance);
    }
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

/** Whether nobody listens where a replica was. What failed can have been an old connection. */
async function isGone(owner: string): Promise<boolean> {
  try {
    await (await fetch(`${owner}/healthz`)).body?.cancel();
    return false;
  } catch (error) {
    // `fetch` itself says no more than that it failed.
    const { message, cause } = error as Error;
    return /refused|dns error|unreachable/i.test(`${message} ${(cause as Error)?.message}`);
  }
}
