/**
 * Lets those in who show the token: programs in their `Authorization` (RFC 6750), browsers by the cookie
 * of a session that they were given for it.
 *
 * @module
 */
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { Problem } from "../problems/problem.ts";
import type { BearerToken } from "./bearer_token.ts";
import type { JwtVerifier } from "./jwt_verifier.ts";
import { allows } from "./rights.ts";

/** The cookie of a session. Ports do not part cookies: one is for all functions of a lab. */
export const SESSION_COOKIE = "instigator_session";

/** Where a browser signs in. */
export const SIGN_IN = "/sign-in";

/** What may be asked by anyone: whether the process is alive, and ready. */
const PROBES = ["/healthz", "/readyz"];

/** Who may enter. */
export interface AuthOptions {
  /** The token of the lab, with which everything may be done. */
  token?: BearerToken;
  /** Whose JWTs are taken. */
  jwt?: Pick<JwtVerifier, "verify">;
  /** Further paths that anyone may GET: probes of a function's own. */
  probes?: readonly string[];
  /** What a browser is shown that is not signed in. */
  signInPage(c: Context): Response;
}

/** As a middleware. @throws {Problem} 401, or 403 for a JWT that does not allow the request. */
export function authenticate(
  { token, jwt, probes = [], signInPage }: AuthOptions,
): MiddlewareHandler {
  const open = new Set([...PROBES, ...probes]);
  return async function authenticate(c, next) {
    const { method, path } = c.req;
    const isRead = method === "GET" || method === "HEAD";
    if ((isRead && open.has(path)) || (token && path === SIGN_IN)) return await next();
    const [, given] = /^bearer +([\w.~+/-]+=*)$/i.exec(c.req.header("authorization") ?? "") ?? [];
    if (given !== undefined && token?.matches(given)) return await next();
    const session = getCookie(c, SESSION_COOKIE);
    if (given === undefined && session !== undefined && token?.isOpen(session)) {
      return await next();
    }
    const rights = given === undefined ? undefined : await jwt?.verify(given);
    if (rights !== undefined) {
      if (allows(rights, method, path)) return await next();
      throw insufficient(method, path);
    }
    if (token && isRead && c.req.header("accept")?.includes("text/html")) return signInPage(c);
    throw unauthenticated(given !== undefined);
  };
}

/** What one is told that shows no token, or a wrong one. Neither is told what it showed. */
export function unauthenticated(isWrong: boolean): Problem {
  const detail = isWrong
    ? "Cannot let you in: the token is wrong"
    : "Cannot let you in without the token: send it as Authorization: Bearer …";
  const challenge = `Bearer realm="Instigator"${isWrong ? ', error="invalid_token"' : ""}`;
  return new Problem("unauthenticated", detail, { headers: { "www-authenticate": challenge } });
}

/** What one is told whose token is valid and does not allow this (RFC 6750, section 3.1). */
function insufficient(method: string, path: string): Problem {
  const headers = { "www-authenticate": 'Bearer realm="Instigator", error="insufficient_scope"' };
  const detail = `Cannot ${method} ${path}: the token's claim "instigator" does not allow it`;
  return new Problem("notAuthorized", detail, { headers });
}
