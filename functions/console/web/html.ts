import type { JSX } from "hono/jsx/jsx-runtime";

/** What a component renders. */
export type Html = JSX.Element;

/**
 * Parts that URLs do not keep: browsers leave out `.` and `..`, in percent-encoding too, and an empty
 * one matches no route. They get a tilde before them, and so do those that look as if they had.
 */
const NOT_KEPT = /^~*\.{0,2}$/;

/** A path with its parts encoded: a group's name may hold anything. */
export function path(...parts: (string | number)[]): string {
  return parts.map((part) => `/${encodeURIComponent(`${part}`.replace(NOT_KEPT, "~$&"))}`).join("");
}

/** A part of {@linkcode path}, once percent-decoded. */
export function pathPart(part: string): string {
  return NOT_KEPT.test(part) ? part.replace(/^~/, "") : part;
}

/** A query with some of its values changed; `undefined` takes one out. */
export function withQuery(
  query: URLSearchParams,
  changes: Record<string, string | number | undefined>,
): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, `${value}`);
  }
  return `?${changed}`;
}
