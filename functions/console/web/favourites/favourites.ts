/**
 * The pages that somebody comes back to, searches with all that they ask for among them. They are kept in a cookie of the browser: the console knows
 * no users.
 *
 * @module
 */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

const NAME = "favourites";

/** How many there are at most, and how much of a cookie they take, in bytes (RFC 6265bis has 4,096). */
const MAX = 30;
const MAX_BYTES = 3_500;

/** How long they are kept, in s: RFC 6265bis allows 400 days. */
const KEPT = 400 * 24 * 60 * 60;

/** A page: its path, as addresses have it, and what it is called. */
export interface Favourite {
  path: string;
  name: string;
}

/** The favourites of a request, in the order that they were chosen in. */
export function favouritesOf(c: Context): Favourite[] {
  try {
    const kept: unknown = read(getCookie(c, NAME));
    return Array.isArray(kept) ? kept.flatMap(readFavourite).slice(0, MAX) : [];
  } catch {
    return [];
  }
}

function read(text: string | undefined): unknown {
  if (text === undefined) return [];
  const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(bytes));
}

function readFavourite(kept: unknown): Favourite[] {
  if (!Array.isArray(kept)) return [];
  const [path, name] = kept;
  return isPath(path) && typeof name === "string" ? [{ path, name }] : [];
}

/** Whether it is the path of a page of this console, and not the address of another site. */
export function isPath(path: unknown): path is string {
  return typeof path === "string" && /^\/(?![/\\])/.test(path);
}

/** Keeps these. @returns whether there is room for them. */
export function keepFavourites(c: Context, favourites: readonly Favourite[]): boolean {
  const json = JSON.stringify(favourites.map(({ path, name }) => [path, name]));
  // Percent-encoded, it would take three times as much.
  const text = new TextEncoder().encode(json).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  if (favourites.length > MAX || text.length > MAX_BYTES) return false;
  setCookie(c, NAME, text, { path: "/", httpOnly: true, sameSite: "Strict", maxAge: KEPT });
  return true;
}
