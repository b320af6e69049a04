/**
 * The one token of a lab, and the sessions of browsers that have shown it.
 *
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** How long a browser stays signed in, in seconds. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** A token that whoever knows it may do everything with. */
export class BearerToken {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  /** Whether this is the token. Takes as long whichever part of it is wrong. */
  matches(given: string): boolean {
    return timingSafeEqual(digest(given), digest(this.#token));
  }

  /** A session, for a cookie: it tells nothing of the token, and ends with it. */
  openSession(now = Date.now()): string {
    const until = `${Math.floor(now / 1000) + SESSION_SECONDS}`;
    return `${until}.${this.#sign(until)}`;
  }

  /** Whether a session was opened with this token, and goes on. */
  isOpen(session: string, now = Date.now()): boolean {
    const [until, signature = ""] = session.split(".", 2);
    if (!/^\d{1,12}$/.test(until) || Number(until) * 1000 < now) return false;
    return timingSafeEqual(digest(signature), digest(this.#sign(until)));
  }

  #sign(until: string): string {
    return createHmac("sha256", this.#token).update(`session until ${until}`).digest("base64url");
  }
}

/** Texts of any length become ones of the same length, so that none is told by the time it takes. */
function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
