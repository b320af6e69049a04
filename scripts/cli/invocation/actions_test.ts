import { assertEquals } from "@std/assert";
import { action, type ActionTask, executeAction } from "./actions.ts";

function task(seen: unknown[]): ActionTask {
  const note = (name: string) =>
    action({
      usage: `Usage: deno task example ${name}`,
      options: { json: { type: "boolean" } },
      takesWords: true,
      run({ json }, words) {
        seen.push([name, json ?? false, words]);
        return Promise.resolve(0);
      },
    });
  const actions = { list: note("list"), create: note("create") };
  return { usage: "Usage: deno task example [list|create]", actions, standard: "list" };
}

Deno.test("executeAction() runs the action that is named, or the standard one", async () => {
  const seen: unknown[] = [];
  for (const args of [[], ["--json"], ["create", "a", "--json"], ["--json", "create", "create"]]) {
    assertEquals(await executeAction(task(seen), args), 0);
  }
  assertEquals(seen, [
    ["list", false, []],
    ["list", true, []],
    ["create", true, ["a"]],
    ["create", true, ["create"]],
  ]);
});

Deno.test("executeAction() refuses other actions and flags (2), and helps (0)", async () => {
  const seen: unknown[] = [];
  const cases: [string[], number][] = [
    [["crate"], 2],
    [["constructor"], 2],
    [["create", "--nope"], 2],
    [["--help"], 0],
    [["create", "--help"], 0],
    [["crate", "--help"], 0],
  ];
  for (const [args, code] of cases) assertEquals(await executeAction(task(seen), args), code);
  assertEquals(seen, []);
});
