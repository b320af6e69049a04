import type { JSX } from "hono/jsx/jsx-runtime";

/** What a component renders. */
export type Html = JSX.Element;

/** A path with its parts encoded: a group's name may hold anything. */
export function path(...parts: (string | number)[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join("");
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
