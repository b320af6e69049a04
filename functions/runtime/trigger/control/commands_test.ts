import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../../http/problems/problem.ts";
import { Commands } from "./commands.ts";
import type { Position } from "./group_positions.ts";
import type { Wanted } from "./wanted_trigger.ts";

const target = { topics: ["a"], group: "g" };
const position = { topic: "a", partition: 0, offset: 5 };

/** Commands over a wanted state and positions in memory, and the log of what they did. */
function commandsOver(current: Wanted | undefined, found: Position[] = [], members = false) {
  const log: string[] = [];
  const wanted = {
    reason: undefined as string | undefined,
    current,
    change(decide: (current: Wanted | undefined) => Wanted | undefined) {
      const wanted = decide(this.current);
      if (wanted) log.push(wanted.state);
      this.current = wanted ?? this.current;
      return Promise.resolve(wanted !== undefined);
    },
  };
  const commands = new Commands(wanted, {
    find: () => Promise.resolve(found),
    commit(group, positions) {
      if (members) throw new Problem("conflict", "members");
      log.push(`commit ${group} ${positions.length}`);
      return Promise.resolve();
    },
  });
  return { commands, wanted, log };
}

Deno.test("Commands.start() does no more than is needed", async () => {
  const started: Wanted = { state: "started", ...target };
  const cases: [string, Wanted | undefined, string | undefined, Position[], string[]][] = [
    ["1: for the first time", undefined, undefined, [position], ["commit g 1", "started"]],
    ["2: again after a stop", { ...started, state: "stopped" }, undefined, [], ["started"]],
    ["3: what runs already", started, undefined, [position], []],
    ["4: what is paused", { ...started, state: "paused" }, undefined, [], ["started"]],
    [
      "5: what runs, from there already",
      { ...started, from: "earliest" },
      "earliest",
      [position],
      [],
    ],
    ["6: what runs, from elsewhere", started, "earliest", [position], [
      "stopped",
      "commit g 1",
      "started",
    ]],
    ["7: other topics, known", { ...started, topics: ["b"] }, undefined, [], ["started"]],
    ["8: another group", { ...started, group: "h" }, "latest", [position], [
      "commit g 1",
      "started",
    ]],
    ["9: other topics, new", { ...started, topics: ["b"] }, undefined, [position], [
      "stopped",
      "commit g 1",
      "started",
    ]],
  ];
  for (const [name, before, from, found, expected] of cases) {
    const { commands, wanted, log } = commandsOver(before, found);
    assertEquals(await commands.start({ ...target, from }), expected.length > 0, name);
    assertEquals(log, expected, name);
    assertEquals(wanted.current?.state, "started", name);
  }
});

Deno.test("Commands.start() keeps where the group was told to begin", async () => {
  const { commands, wanted } = commandsOver(undefined, [position]);
  await commands.start({ ...target, from: "earliest" });
  assertEquals(wanted.current, { state: "started", ...target, from: "earliest" });
});

Deno.test("Commands.start() goes back to what ran if the group cannot be positioned", async () => {
  const before: Wanted = { state: "paused", ...target };
  const { commands, wanted, log } = commandsOver(before, [position], true);
  await assertRejects(() => commands.start({ ...target, from: "latest" }), Problem, "members");
  assertEquals(wanted.current, before);
  assertEquals(log, ["stopped", "paused"]);
});

Deno.test("Commands.stop() stops once", async () => {
  const { commands, log } = commandsOver({ state: "started", ...target });
  await commands.stop();
  await commands.stop();
  assertEquals(log, ["stopped"]);
  const never = commandsOver(undefined);
  await never.commands.stop();
  assertEquals(never.log, []);
});

Deno.test("Commands.pause() and resume() change nothing twice, and need a start", async () => {
  const { commands, log } = commandsOver({ state: "started", ...target });
  await commands.pause();
  await commands.pause();
  await commands.resume();
  await commands.resume();
  assertEquals(log, ["paused", "started"]);
  const stopped = commandsOver({ state: "stopped", ...target }).commands;
  const error = await assertRejects(() => stopped.pause(), Problem, "Cannot pause");
  assertEquals(error.status, 409);
  await assertRejects(() => stopped.resume(), Problem, "Cannot resume");
});

Deno.test("Commands runs one command after the other", async () => {
  const { commands, log } = commandsOver(undefined, [position]);
  await Promise.all([commands.start(target), commands.pause(), commands.stop()]);
  assertEquals(log, ["commit g 1", "started", "paused", "stopped"]);
});

Deno.test("Commands does nothing before it is known what is wanted", async () => {
  const { commands, wanted, log } = commandsOver(undefined, [position]);
  wanted.reason = "not read";
  const error = await assertRejects(() => commands.start(target), Problem, "not read");
  assertEquals(error.status, 503);
  assertEquals(log, []);
});
