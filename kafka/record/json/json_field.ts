import { eachItem, eachMember, valueStart } from "./json_source.ts";

/**
 * A field of JSON: the text of a string, and any other value as it is spelled, with all its digits.
 * Undefined where there is no such field, or no JSON.
 *
 * @param path names of members, and numbers of items from 0 on.
 *
 * @example
 * ```ts
 * import { jsonField } from "./json_field.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const json = '{"id":12345678901234567890,"lines":[{"sku":"a-1"}]}';
 * assertEquals(jsonField(json, ["id"]), "12345678901234567890");
 * assertEquals(jsonField(json, ["lines", "0", "sku"]), "a-1");
 * assertEquals(jsonField(json, ["lines", "1"]), undefined);
 * ```
 */
export function jsonField(json: string, path: readonly string[]): string | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  let found = json.trim();
  for (const name of path) {
    const inner = part(found, name);
    if (inner === undefined) return undefined;
    found = inner;
  }
  return found.startsWith('"') ? JSON.parse(found) : found;
}

/** A member or an item of a value, as it is spelled; of members of one name, the last one. */
function part(json: string, name: string): string | undefined {
  let found: string | undefined;
  const at = valueStart(json);
  if (json[at] === "{") {
    eachMember(json, at, (member, from, to) => {
      if (member === name) found = json.slice(from, to);
    });
  } else if (json[at] === "[") {
    let index = 0;
    eachItem(json, at, (from, to) => {
      if (`${index++}` === name) found = json.slice(from, to);
    });
  }
  return found;
}
