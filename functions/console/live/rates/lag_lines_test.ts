import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import { assertEquals } from "@std/assert";
import { LagLines } from "./lag_lines.ts";

/** The lag of each partition of a topic. */
function lagsOf(...lags: number[]) {
  return lags.map((lag, partition) => ({ topic: "t", partition, lag }));
}

function aGroup(group: string, ...lags: number[]): GroupSummary {
  return {
    group,
    protocolType: "consumer",
    state: "Stable",
    coordinator: 1,
    members: 1,
    topics: ["t"],
    totalLag: 0,
    neverCommitted: 0,
    lags: lagsOf(...lags).map((lag) => ({ ...lag, end: lag.lag })),
  };
}

function partitions(lags: readonly { partition: number }[]) {
  return lags.map(({ partition }) => partition);
}

Deno.test("LagLines has a line of each partition, from when a group is found", () => {
  assertEquals([...new LagLines().figures([aGroup("a", 5, 0), aGroup("b", 7)])], [
    ["lag:a:t/0", 5],
    ["lag:a:t/1", 0],
    ["lag:b:t/0", 7],
  ]);
});

Deno.test("LagLines takes the partitions with the most lag, and keeps them while they are watched", () => {
  const lines = new LagLines();
  const before = lagsOf(0, 9, 1, 8, 2, 7, 3, 6, 4, 5);
  const after = lagsOf(90, ...before.slice(1).map(({ lag }) => lag));
  assertEquals(partitions(lines.watch("a", before, 0)), [1, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(partitions(lines.watch("a", after, 59_000)), [1, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(partitions(lines.watch("a", after, 120_000)), [0, 1, 3, 5, 6, 7, 8, 9]);
});

Deno.test("LagLines has those of so many groups only, and of the one that is watched", () => {
  const lines = new LagLines();
  const groups = Array.from({ length: 200 }, (_, n) => aGroup(`g${n}`, 1, 2));
  assertEquals([...lines.figures(groups)].length, 200);
  lines.watch("g199", lagsOf(1, 2));
  const figures = [...lines.figures(groups)];
  assertEquals([figures.length, figures.at(-1)], [200, ["lag:g199:t/1", 2]]);
});

Deno.test("LagLines makes room when a group is gone", () => {
  const lines = new LagLines();
  [...lines.figures(Array.from({ length: 100 }, (_, n) => aGroup(`g${n}`, 1)))];
  assertEquals([...lines.figures([aGroup("new", 3)])], [["lag:new:t/0", 3]]);
});
