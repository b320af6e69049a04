import { assertEquals } from "@std/assert";
import type { GroupPartition } from "../storage/storage.ts";
import { partitionPace } from "./partition_pace.ts";

const NOW = 100_000;

/** A partition whose log grew by 10 a second for 50 s, and a group that commits every 10 s. */
function partition(...offsets: number[]): GroupPartition {
  const looks = Array.from({ length: 6 }, (_, i) => ({ at: 50_000 + i * 10_000, end: i * 100 }));
  const commits = offsets.map((offset, i) => ({
    ...{ offset, observedAt: 0, lag: 0, order: i },
    timestamp: NOW - (offsets.length - 1 - i) * 10_000,
  }));
  const next = offsets.at(-1) ?? 0;
  return {
    ...{ offsets: commits, commits, owner: "", clientId: "", logEnds: [], looks, next },
    ...{ currentLag: 500 - next, isNeverRead: false },
  };
}

Deno.test("partitionPace() tells since when the next record waits, and when none will", () => {
  const pace = partitionPace(partition(0, 200, 400), NOW)!;
  assertEquals(pace, {
    ...{ secondsBehind: 9.9, isAtLeast: false, growth: -10, secondsToClear: 10 },
  });
});

Deno.test("partitionPace() says never of a group that stopped", () => {
  assertEquals(partitionPace(partition(150), NOW)!.secondsToClear, undefined);
  const stopped = partition(100, 150);
  const later = partitionPace(
    { ...stopped, commits: stopped.commits.slice(0, 1), next: 100 },
    NOW,
  )!;
  assertEquals([later.secondsToClear, Math.round(later.secondsBehind)], [Infinity, 40]);
});

Deno.test("partitionPace() knows nothing without an offset or a look", () => {
  assertEquals(partitionPace({ ...partition(), next: undefined }, NOW), undefined);
  assertEquals(partitionPace({ ...partition(1), looks: [] }, NOW), undefined);
});
