/**
 * Burrow's group-allowlist and group-denylist, which are Go's regular expressions (RE2's): other than
 * JavaScript's they know `(?i)`, `[[:alpha:]]`, `\Q…\E` and `(?P<name>…)`, and no look-around.
 *
 * @module
 */
import { RE2JS } from "re2js";

/** @throws {SyntaxError} when it is no regular expression. */
export function groupPattern(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new SyntaxError((error as Error).message, { cause: error });
  }
}

/** Which groups a module is concerned with; without lists, all. */
export interface GroupLists {
  "group-allowlist": string;
  "group-denylist": string;
}

/** Whether a group is on the allow-list, if there is one, and not on the deny-list. */
export function groupFilter(lists: GroupLists): (group: string) => boolean {
  const { "group-allowlist": allow, "group-denylist": deny } = lists;
  const [allowed, denied] = [allow, deny].map((list) => list === "" ? null : groupPattern(list));
  return (group) => (allowed?.test(group) ?? true) && !denied?.test(group);
}
