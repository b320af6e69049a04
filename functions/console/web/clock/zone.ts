/**
 * The zone that times are shown in. A browser's script tells the browser's own, in a cookie; who wants
 * another one chooses it once, and that is a cookie, too. Without both it is UTC.
 *
 * @module
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isZone, UTC } from "./zoned_time.ts";

/** What was chosen, and what `clock.js` has told. */
const CHOSEN = "zone";
const LOCAL = "local-zone";

/** How long a choice is kept, in s: RFC 6265bis allows 400 days. */
const KEPT = 400 * 24 * 60 * 60;

/** The zones that a request knows of. */
export interface Zones {
  /** The one that its times are shown in. */
  shown: string;
  /** The one that was chosen. */
  chosen?: string;
  /** The browser's own, as far as it is known. */
  local?: string;
}

/** The zones of a request. */
export function zonesOf(c: Context): Zones {
  const [chosen, local] = [CHOSEN, LOCAL].map((name) => {
    const zone = getCookie(c, name);
    return zone !== undefined && isZone(zone) ? zone : undefined;
  });
  return { shown: chosen ?? local ?? UTC, chosen, local };
}

/** Has all pages show times in a zone from now on; in the browser's own, where there is none. */
export function chooseZone(c: Context, zone: string | undefined): void {
  if (zone === undefined) return void deleteCookie(c, CHOSEN, { path: "/" });
  setCookie(c, CHOSEN, zone, { path: "/", httpOnly: true, sameSite: "Strict", maxAge: KEPT });
}
