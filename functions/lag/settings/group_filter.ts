/**
 * Burrow's group-allowlist and group-denylist, which are Go's regular expressions. What those write
 * otherwise than JavaScript, and people do write, is flags at the beginning: `(?i)`.
 *
 * @module
 */

/** @throws {SyntaxError} when it is no regular expression. */
export function groupPattern(pattern: string): RegExp {
  const [, flags = "", rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? [];
  return new RegExp(rest, `u${flags}`);
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
