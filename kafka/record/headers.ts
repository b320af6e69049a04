/**
 * A record's headers, which are a list: a name can occur more than once, and can be any, such as
 * `constructor`.
 *
 * @module
 */
import { markedBytes, markedText } from "./bytes_text.ts";
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

/**
 * The headers that {@linkcode viewHeaders} shows.
 *
 * @throws {SyntaxError} for what it shows in no case.
 */
export function readHeaders(view: { headers?: unknown; headerList?: unknown }): Header[] {
  if (view.headerList !== undefined) return readList(view.headerList);
  if (view.headers === undefined) return [];
  if (typeof view.headers !== "object" || view.headers === null || Array.isArray(view.headers)) {
    throw new SyntaxError("headers must be an object");
  }
  return Object.entries(view.headers).flatMap(([name, values]) =>
    [values].flat().map((value): Header => [name, readValue(name, value)])
  );
}

function readList(list: unknown): Header[] {
  const isPair = (item: unknown) =>
    Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
  if (!Array.isArray(list) || !list.every(isPair)) {
    throw new SyntaxError("headerList must be an array of [name, value]");
  }
  return list.map(([name, value]) => [name, readValue(name, value)]);
}

function readValue(name: string, value: unknown): Uint8Array | null {
  if (value === null) return null;
  if (typeof value !== "string") throw new SyntaxError(`the header ${name} must be text or null`);
  try {
    return markedBytes(value);
  } catch {
    throw new SyntaxError(`the header ${name} is not base64 behind its mark`);
  }
}
