import { assertEquals } from "@std/assert";
import type { Commit } from "../storage/commit_window.ts";
import { Evaluator } from "./evaluator.ts";
import type { GroupPartition, GroupTopics } from "../storage/storage.ts";

const NOW = 100_000;

/** A partition with commits a second apart, the last one just now. */
function partition(offsets: number[], lags: number[], currentLag: number, slots = offsets.length) {
  const commits = offsets.map((offset, i): Commit => ({
    offset,
    timestamp: NOW - (offsets.length - 1 - i) * 1_000,
    observedAt: NOW,
    lag: lags[i],
    order: i,
  }));
  const empty = Array<null>(slots - commits.length).fill(null);
  const end = (offsets.at(-1) ?? 0) + currentLag;
  return {
    offsets: [...empty, ...commits],
    commits,
    owner: "/10.0.0.1",
    clientId: "client",
    currentLag,
    logEnds: [end],
    ...{ looks: [], isNeverRead: false },
  } satisfies GroupPartition;
}

const OK = partition([1, 2, 3], [0, 0, 0], 0);
const WARN = partition([1, 2, 3], [5, 6, 7], 8);
const STALL = partition([1, 1, 1], [5, 6, 7], 20);
const NEVER = { ...partition([], [], 0), offsets: [] };

function setUp(topics: Record<string, GroupPartition[]> | undefined, settings = {}) {
  let asked = 0;
  const state = { membership: topics && { protocolType: "consumer", members: 1 } };
  const clock = { now: NOW };
  const evaluator = new Evaluator({
    storage: {
      group(): GroupTopics | undefined {
        asked++;
        return topics && new Map(Object.entries(topics));
      },
      membership: () => state.membership,
    },
    expireCache: 10,
    minimumComplete: 0,
    allowedLag: 0,
    now: () => clock.now,
    ...settings,
  });
  return { evaluator, clock, state, asked: () => asked };
}

const statusOf = (topics: Record<string, GroupPartition[]>, settings = {}) =>
  setUp(topics, settings).evaluator.status("g");

Deno.test("status() is that of the worst partition, and more than WARN is ERR", () => {
  assertEquals(statusOf({ t: [OK, OK] }).status, "OK");
  assertEquals(statusOf({ t: [OK, WARN] }).status, "WARN");
  assertEquals(statusOf({ t: [WARN], u: [STALL, OK] }).status, "ERR");
});

Deno.test("status() adds up the lag, and names the first partition with the most", () => {
  const { totalLag, maxLag, partitions } = statusOf({ t: [OK, WARN], u: [WARN, OK] });
  assertEquals([totalLag, maxLag!.topic, maxLag!.partition], [16, "t", 1]);
  assertEquals(
    partitions.map(({ topic, partition, status }) => [topic, partition, status]),
    [["t", 0, "OK"], ["t", 1, "WARN"], ["u", 0, "WARN"], ["u", 1, "OK"]],
  );
  assertEquals(statusOf({ t: [OK, OK] }).maxLag?.currentLag, 0);
});

Deno.test("status() tells how complete windows are, and how many of them", () => {
  const half = partition([1, 2], [5, 6], 7, 4);
  const { complete, partitions, status } = statusOf({ t: [half, OK, NEVER] });
  assertEquals(partitions.map(({ complete }) => complete), [0.5, 1, 0]);
  assertEquals(complete, 1 / 3);
  assertEquals(status, "WARN");
  assertEquals([partitions[2].start, partitions[2].end], [null, null]);
});

Deno.test("status() does not judge windows that are not complete enough", () => {
  const half = partition([1, 1], [5, 6], 7, 4);
  assertEquals(statusOf({ t: [half] }, { minimumComplete: 0.5 }).status, "ERR");
  assertEquals(statusOf({ t: [half] }, { minimumComplete: 0.51 }).status, "OK");
});

Deno.test("status() heeds the lag that is allowed", () => {
  assertEquals(statusOf({ t: [STALL] }, { allowedLag: 20 }).status, "OK");
  assertEquals(statusOf({ t: [STALL] }, { allowedLag: 4 }).status, "ERR");
});

Deno.test("status() of a group without topics is OK", () => {
  const { status, complete, maxLag, partitions } = statusOf({});
  assertEquals([status, complete, maxLag, partitions], ["OK", 0, null, []]);
});

Deno.test("status() is kept for a while", () => {
  const { evaluator, clock, asked } = setUp({ t: [OK] });
  const first = evaluator.status("g");
  clock.now += 9_999;
  assertEquals(evaluator.status("g") === first, true);
  clock.now += 1;
  assertEquals(evaluator.status("g") === first, false);
  assertEquals(asked(), 2);
});

Deno.test("status() of an unknown group is NOTFOUND, and is not kept", () => {
  const { evaluator, asked } = setUp(undefined);
  for (let i = 0; i < 2; i++) {
    assertEquals(evaluator.status("g"), {
      group: "g",
      status: "NOTFOUND",
      complete: 1,
      partitions: [],
      maxLag: null,
      totalLag: 0,
    });
  }
  assertEquals(asked(), 0);
});

Deno.test("status() of a group goes with the group", () => {
  const { evaluator, state } = setUp({ t: [OK] });
  const first = evaluator.status("g");
  const { membership } = state;
  state.membership = undefined;
  assertEquals(evaluator.status("g").status, "NOTFOUND");
  state.membership = { ...membership! };
  assertEquals(evaluator.status("g") === first, false);
});
