/**
 * What an action did, told on the page that the browser is sent to afterwards. It travels in a cookie
 * that the page takes away, so that nothing is kept here and a link cannot forge it.
 *
 * @module
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const NAME = "flash";

/** A browser keeps cookies up to 4096 bytes, and percent-encoding takes up to nine for a character. */
const MAX_LENGTH = 400;

/** Has the next page say this. */
export function setFlash(c: Context, message: string): void {
  setCookie(c, NAME, message.slice(0, MAX_LENGTH), {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    maxAge: 60,
  });
}

/** What is to be said on this page, once. */
export function takeFlash(c: Context): string | undefined {
  const message = getCookie(c, NAME);
  if (message !== undefined) deleteCookie(c, NAME, { path: "/" });
  return message;
}
