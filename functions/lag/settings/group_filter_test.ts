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
  assertEquals(["A\nB", "ab"].filter((group) => groupPattern("(?is)a.b").test(group)), ["A\nB"]);
});

/** A pattern of Go's, what it matches, and what it does not. */
const GO: [pattern: string, matched: string, other: string][] = [
  ["^.*\\-test$", "orders-test", "orders_test"],
  ["^[[:alpha:]]+$", "orders", "orders1"],
  ["\\Qa.b\\E", "xa.bx", "axb"],
  ["^(?P<team>ops)-", "ops-1", "dev-1"],
  ["^(?<team>ops)-", "ops-1", "dev-1"],
  ["(?U)^a+$", "aa", "b"],
  ["^\\pL+$", "größe", "a1"],
  ["^a(?i:B)c$", "abc", "Abc"],
  ["\\Aa\\z", "a", "a\n"],
  ["(?m)^b$", "a\nb", "ab"],
  ["^\\x{1F600}$", "\u{1F600}", "x"],
];

for (const [pattern, matched, other] of GO) {
  Deno.test(`groupPattern() reads ${pattern} as Go does`, () => {
    const compiled = groupPattern(pattern);
    assertEquals([compiled.test(matched), compiled.test(other)], [true, false]);
  });
}

Deno.test("groupPattern() refuses what Go refuses", () => {
  for (const pattern of ["(?=a)", "(?<!a)b", "(a)\\1", "a**", "[z-a]"]) {
    assertThrows(() => groupPattern(pattern), SyntaxError);
  }
});

Deno.test("groupPattern() refuses what is no regular expression", () => {
  assertThrows(() => groupPattern("(a"), SyntaxError);
});
