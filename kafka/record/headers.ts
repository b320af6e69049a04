import type { Header } from "./record.ts";

/** The value of the first header of a name; `undefined` where there is none of it. */
export function header(
  { headers }: { headers: readonly Header[] },
  name: string,
): Uint8Array | null | undefined {
  for (const [candidate, value] of headers) if (candidate === name) return value;
}
