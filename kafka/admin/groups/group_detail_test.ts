import { assertEquals } from "@std/assert";
import { offsetRows } from "./group_detail.ts";

const member = {
  memberId: "m-1",
  clientId: "c",
  host: "127.0.0.1",
  assignment: [{ topic: "a", partitions: [0, 1] }],
};

function offsets(values: Record<string, number[]>) {
  return new Map(
    Object.entries(values).map(([topic, offsets]) => [topic, new Map(offsets.entries())]),
  );
}

Deno.test("offsetRows() joins what is committed with what is assigned", () => {
  const commits = [
    { topic: "b", partition: 0, offset: 7, metadata: "" },
    { topic: "a", partition: 0, offset: 3, metadata: "m" },
  ];
  const start = offsets({ a: [1, 0, 5], b: [0] });
  const lastStable = offsets({ a: [10, 4, 9], b: [5] });
  // A transaction is open.
  const end = offsets({ a: [12, 4, 9], b: [5] });
  const common = { startOffset: 0, memberId: "m-1" };
  const partitions = [{ topic: "a", partition: 2 }];
  const places = { partitions, commits, members: [member] };
  assertEquals(offsetRows(places, { start, stable: lastStable, end }), [
    {
      ...{ topic: "a", partition: 0, committed: 3, metadata: "m", memberId: "m-1" },
      ...{ startOffset: 1, lastStableOffset: 10, endOffset: 12, lag: 7 },
    },
    {
      ...{ ...common, topic: "a", partition: 1 },
      ...{ lastStableOffset: 4, endOffset: 4, lag: 4 },
    },
    // Nobody reads it, and nothing was ever committed.
    {
      ...{ topic: "a", partition: 2 },
      ...{ startOffset: 5, lastStableOffset: 9, endOffset: 9, lag: 4 },
    },
    // The topic was made again, and has fewer records than were committed.
    {
      ...{ topic: "b", partition: 0, committed: 7, metadata: "" },
      ...{ startOffset: 0, lastStableOffset: 5, endOffset: 5, lag: 0 },
    },
  ]);
});

Deno.test("offsetRows() knows no lag of a partition without a leader", () => {
  const commits = [{ topic: "a", partition: 0, offset: 3, metadata: "" }];
  const none = new Map();
  const [row] = offsetRows({ partitions: [], commits, members: [] }, {
    start: none,
    stable: none,
    end: none,
  });
  assertEquals([row.committed, row.endOffset, row.lag], [3, undefined, undefined]);
});
