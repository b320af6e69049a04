/**
 * A record's headers, which are a list: a name can occur more than once, and can be any, such as
 * `constructor`.
 *
 * @module
 */
import type { Header } from "./record.ts";

/** The value of the first header of a name; `undefined` where there is none of it. */
export function header(
  { headers }: { headers: readonly Header[] },
  name: string,
): Uint8Array | null | undefined {
  for (const [candidate, value] of headers) if (candidate === name) return value;
}

/**
 * Headers by name, as JSON shows them: a name that occurs once has its value, one that occurs more
 * often an array of them, in their order.
 *
 * @param show what a header's value is shown as.
 */
export function headersByName<T>(
  headers: readonly Header[],
  show: (value: Uint8Array | null) => T,
): Record<string, T | T[]> {
  const byName = Map.groupBy(headers, ([name]) => name).entries();
  return Object.fromEntries(byName.map(([name, found]) => {
    const values = found.map(([, value]) => show(value));
    return [name, values.length === 1 ? values[0] : values];
  }));
}
