/**
 * The page where a browser shows the token, once, and gets a session for it.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { html } from "hono/html";
import { readBody } from "../body.ts";
import { parseForm } from "../browser/form_encoding.ts";
import { SESSION_COOKIE, SIGN_IN } from "./authenticate.ts";
import { type BearerToken, SESSION_SECONDS } from "./bearer_token.ts";

/** The page loads nothing, and may be framed by nobody. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "same-origin",
  vary: "accept",
};

/** Adds the route that the page's form is sent to. */
export function addSignIn(app: OpenAPIHono, token: BearerToken): void {
  app.get(SIGN_IN, (c) => signInPage(c));
  app.post(SIGN_IN, async (c) => {
    const fields = parseForm(await readBody(c.req.raw));
    if (!token.matches(fields.get("token")?.trim() ?? "")) {
      return signInPage(c, "This is not the token.");
    }
    setCookie(c, SESSION_COOKIE, token.openSession(), {
      httpOnly: true,
      sameSite: "Strict",
      secure: new URL(c.req.url).protocol === "https:",
      path: "/",
      maxAge: SESSION_SECONDS,
    });
    return c.redirect(ownPath(fields.get("to") ?? "/"), 303);
  });
}

/** The page. What was typed is not shown again. */
export function signInPage(c: Context, fault = ""): Response {
  const { pathname, search } = new URL(c.req.url);
  const to = pathname === SIGN_IN ? "/" : pathname + search;
  const page = html`
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sign in</title>
        <link rel="icon" href="data:,">
      </head>
      <body>
        <main>
          <h1>Sign in</h1>
          <p>This lab can be reached from other machines, so it wants its token.
                <code>deno task up</code> has said in which file it is.</p>
          <form method="post" action="${SIGN_IN}">
            <input type="hidden" name="to" value="${to}">
            <p><label>Token <input type="password" name="token" required autofocus
                  autocomplete="current-password"></label></p>
            <p role="alert">${fault}</p>
            <button>Sign in</button>
          </form>
        </main>
      </body>
    </html>
  `;
  return c.html(page, 401, {
    ...HEADERS,
    "www-authenticate": 'Bearer realm="Instigator"',
  }) as Response;
}

/** The path that the form names, if it is one of this function: not another site's. */
function ownPath(to: string): string {
  const base = "http://this.invalid";
  const url = URL.parse(to, base);
  return url?.origin === base && to.startsWith("/") ? url.pathname + url.search : "/";
}
