import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../invocation/command.ts";
import { confirmed } from "./confirmation.ts";

const user = (answer: string | null, isThere = true) => ({
  isTerminal: () => isThere,
  ask: () => answer,
});

Deno.test("confirmed() takes a yes only for a yes", () => {
  const cases: [string | null, boolean][] = [
    ["y\n", true],
    ["YES\r\n", true],
    ["\n", false],
    ["n\n", false],
    ["yesterday\n", false],
    [null, false],
  ];
  for (const [answer, done] of cases) {
    assertEquals(confirmed("Delete it?", false, user(answer)), done, `${answer}`);
  }
});

Deno.test("confirmed() needs --yes where nobody can be asked, and asks nobody with it", () => {
  assertThrows(() => confirmed("Delete it?", false, user("y\n", false)), UsageError, "--yes");
  assertEquals(confirmed("Delete it?", true, user("n\n")), true);
});
