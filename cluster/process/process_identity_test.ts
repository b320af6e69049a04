import { assertEquals } from "@std/assert";
import { alive, isSame, record } from "./process_identity.ts";
import { parseProc, parsePs } from "./process_table.ts";

const BOOT = "0d6d2bcd-9e7d-4ba9-8d5a-1f5f0f4c8a11";

/** What Linux tells of process 7, which started 2.5 s after a boot at this second. */
function onLinux({ boot = BOOT, bootSecond = 1000, ticks = 250 }) {
  return parseProc(`${boot}\nbtime ${bootSecond}\n7 (java) S ${"0 ".repeat(18)}${ticks} 0 0\n`)[0];
}

Deno.test("isSame() knows a process again after the clock was set", () => {
  const recorded = onLinux({});
  const later = onLinux({ bootSecond: 99_000 });
  assertEquals(later.startedAt.getTime() - recorded.startedAt.getTime(), 98_000_000);
  assertEquals(isSame(recorded, later), true);
  const line = "7  2048 S    Sun Nov 22 17:00:00 2026\n";
  assertEquals(isSame(parsePs(line, BOOT)[0], parsePs(line, BOOT)[0]), true);
});

Deno.test("isSame() tells a process from a later one of its number", () => {
  const recorded = onLinux({});
  assertEquals(isSame(recorded, undefined), false);
  assertEquals(isSame(recorded, onLinux({ ticks: 251 })), false);
  // As many ticks after another boot, at the very same time of the clock.
  assertEquals(isSame(recorded, onLinux({ boot: crypto.randomUUID() })), false);
});

Deno.test("alive() has those that live of what was recorded", async () => {
  const self = (await record(Deno.pid))!;
  const stranger = { ...self, start: `${self.start}1` };
  assertEquals([...(await alive([self, undefined])).keys()], [Deno.pid]);
  assertEquals([...(await alive([stranger])).keys()], []);
  assertEquals([...(await alive([{ ...self, pid: 2 ** 22 + 1 }])).keys()], []);
});
