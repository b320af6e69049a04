import { assertEquals, assertThrows } from "@std/assert";
import { groupFilter, groupPattern } from "./group_filter.ts";

const GROUPS = ["testgroup", "ok_group", "dash-group", "num02group", "TestGroup"];

function accepted(allow: string, deny: string): string[] {
  return GROUPS.filter(groupFilter({ "group-allowlist": allow, "group-denylist": deny }));
}

Deno.test("groupFilter() accepts all without lists", () => {
  assertEquals(accepted("", ""), GROUPS);
});

Deno.test("groupFilter() accepts what is allowed and not denied", () => {
  assertEquals(accepted("test.*", ""), ["testgroup"]);
  assertEquals(accepted("", ".*[0-9]+.*"), ["testgroup", "ok_group", "dash-group", "TestGroup"]);
  assertEquals(accepted("group$", "^(ok_|dash-)"), ["testgroup", "num02group"]);
});

Deno.test("groupPattern() takes flags as Go writes them", () => {
  assertEquals(accepted("(?i)^test", ""), ["testgroup", "TestGroup"]);
  assertEquals(groupPattern("(?is)a.b").flags, "isu");
});

Deno.test("groupPattern() refuses what is no regular expression", () => {
  assertThrows(() => groupPattern("(a"), SyntaxError);
});
