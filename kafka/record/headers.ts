/**
 * A record's headers, which are a list: a name can occur more than once, and can be any, such as
 * `constructor`.
 *
 * @module
 */
import { markedText } from "./bytes_text.ts";
import type { Header } from "./record.ts";

/** The value of the first header of a name; `undefined` where there is none of it. */
export function header(
  { headers }: { headers: readonly Header[] },
  name: string,
): Uint8Array | null | undefined {
  for (const [candidate, value] of headers) if (candidate === name) return value;
}

/** Headers as JSON shows them: null is null, and what is no text is `base64:…`. */
export interface HeadersView {
  /** By name: the value of a name that occurs once, a list of those of one that is repeated. */
  headers: Record<string, HeaderText | HeaderText[]>;
  /** All of them in their order; only where `headers`, read as JSON, would give another one. */
  headerList?: [name: string, value: HeaderText][];
}

type HeaderText = string | null;

/** Shows headers as JSON does, without loss. */
export function viewHeaders(headers: readonly Header[]): HeadersView {
  const list = headers.map(([name, value]): [string, HeaderText] => [
    name,
    value && markedText(value),
  ]);
  const byName = Object.fromEntries(
    Map.groupBy(list, ([name]) => name).entries().map(([name, found]) => {
      const values = found.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
  const order = Object.entries(byName).flatMap(([name, values]) => [values].flat().map(() => name));
  const isInOrder = order.every((name, i) => name === list[i][0]);
  return isInOrder ? { headers: byName } : { headers: byName, headerList: list };
}
