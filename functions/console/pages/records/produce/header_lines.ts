/**
 * Headers as they are typed: `name: value`, one a line; or, for those that have no such line, as JSON.
 *
 * @module
 */
import { readHeaders, viewHeaders } from "../../../../../kafka/record/headers.ts";
import type { Header } from "../../../../../kafka/record/record.ts";

const LINE = /^([^:]+):(.*)$/;

/** The headers that were typed, in their order. @throws {Error} that says what is wrong with them. */
export function readHeaderLines(typed: string): [string, Uint8Array | string | null][] {
  if (typed.trimStart().startsWith("[")) return readList(typed);
  const lines = typed.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => LINE.exec(line));
  if (found.every((match) => match !== null)) {
    return found.map(([, name, value]) => [name.trim(), value.trim()]);
  }
  throw new Error("must be name: value, one a line");
}

function readList(typed: string): Header[] {
  try {
    return readHeaders({ headerList: JSON.parse(typed) });
  } catch (error) {
    throw new Error(`must be JSON such as [["name", "value"]]: ${(error as Error).message}`);
  }
}

/** What would be typed for these headers. */
export function headerLines(headers: readonly Header[]): string {
  const { headers: byName, headerList } = viewHeaders(headers);
  const list = headerList ??
    Object.entries(byName).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string | null] => [name, value])
    );
  const hasLine = ([name, value]: [string, string | null]) =>
    value !== null && /^[^:[\s][^:\n]*$/.test(name) && name === name.trim() &&
    value === value.trim() && !/\n|^base64:/.test(value);
  return list.every(hasLine)
    ? list.map(([name, value]) => `${name}: ${value}`).join("\n")
    : JSON.stringify(list);
}
