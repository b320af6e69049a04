import { assertEquals } from "@std/assert";
import type { LagPace } from "../../../kafka/admin/groups/lag_pace.ts";
import { type GroupRow, worstGroups } from "./group_trouble.ts";

function aGroup(group: string, totalLag: number, pace: Partial<LagPace>, members = 1): GroupRow {
  return {
    ...{ group, protocolType: "consumer", state: members > 0 ? "Stable" : "Empty" as const },
    ...{ coordinator: 1, members, topics: ["t"], totalLag, neverCommitted: 0, lags: [] },
    pace: { secondsBehind: 1, isAtLeast: false, ...pace },
  } as GroupRow;
}

Deno.test("worstGroups() begins with lag that does not fall, and then the longest wait", () => {
  const rows = [
    aGroup("through", 0, { secondsToClear: 0 }),
    aGroup("soon", 5_000, { secondsBehind: 2, secondsToClear: 3 }),
    aGroup("late", 10, { secondsBehind: 600, secondsToClear: 30 }),
    aGroup("stuck", 1, { secondsToClear: Infinity, growth: 1 }),
  ];
  assertEquals(worstGroups(rows, 2).map(({ group }) => group), ["stuck", "late"]);
});

Deno.test("worstGroups() has groups without members as long as records come for them", () => {
  const rows = [
    aGroup("left", 900, { secondsToClear: Infinity, growth: 0 }, 0),
    aGroup("crashed", 900, { secondsToClear: Infinity, growth: 3 }, 0),
  ];
  assertEquals(worstGroups(rows, 5).map(({ group }) => group), ["crashed"]);
});
