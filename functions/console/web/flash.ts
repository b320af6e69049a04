/**
 * The message of an action that succeeded. It travels to the next page in a cookie that the page takes
 * away, so that the console keeps nothing and a link cannot forge it.
 *
 * @module
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { cutToEncoded } from "./text/cut_text.ts";

const NAME = "flash";

/** A browser keeps cookies up to 4,096 bytes, their names and attributes included (RFC 6265bis). */
const MAX_BYTES = 3_500;

/** Has the next page say this. */
export function setFlash(c: Context, message: string): void {
  setCookie(c, NAME, cutToEncoded(message, MAX_BYTES), {
    path: "/",
    httpOnly: true,
    sameSite: "Strict",
    maxAge: 60,
  });
}

/** The message for this page, which is shown once. */
export function takeFlash(c: Context): string | undefined {
  const message = getCookie(c, NAME);
  if (message !== undefined) deleteCookie(c, NAME, { path: "/" });
  return message;
}
