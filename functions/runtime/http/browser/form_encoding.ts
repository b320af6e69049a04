import { Problem } from "../problems/problem.ts";

/**
 * The fields of a query, or of a form's body (application/x-www-form-urlencoded).
 *
 * @throws {Problem} 400 where they are not UTF-8, which browsers' own parser would put U+FFFD for.
 */
export function parseForm(text: string): URLSearchParams {
  try {
    // A % that begins no escape stands for itself.
    decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    throw new Problem("malformed", "Cannot read the fields: their escapes are not UTF-8");
  }
  return new URLSearchParams(text);
}

/** The fields of a request's query. @throws {Problem} 400 where they are not UTF-8. */
export function parseQuery(url: string): URLSearchParams {
  const begin = url.indexOf("?");
  return begin < 0 ? new URLSearchParams() : parseForm(url.slice(begin + 1));
}
