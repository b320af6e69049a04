import { assert, assertEquals, assertMatch } from "@std/assert";
import { readBurrowConfig } from "../settings/burrow_file.ts";
import { notFound } from "../evaluation/evaluator.ts";
import { Incidents, type Notification } from "./incidents.ts";
import type { GroupVerdict } from "../evaluation/verdict.ts";

/** A notifier of these settings, and one group, whose status the test sets. */
function setUp(settings: string) {
  const { notifier } = readBurrowConfig(
    `[cluster.local]
    class-name = "kafka"
    [consumer.local]
    class-name = "kafka"
    cluster = "local"
    [notifier.n]
    class-name = "http"
    url-open = "http://localhost/open"
    url-close = "http://localhost/close"
    ${settings}`,
    () => undefined,
  );
  const told: Notification[] = [];
  const clock = { now: 1_000_000 };
  let status: GroupVerdict = "OK";
  let groups = ["g"];
  const incidents = new Incidents({
    notifiers: [{ name: "n", config: notifier.n, notify: (one) => told.push(one) }],
    evaluator: { status: (group) => ({ ...notFound(group), status }) },
    storage: {
      get groups() {
        return groups;
      },
    },
    now: () => clock.now,
  });
  /** What is told within some seconds of a status, as event and status. */
  function during(next: GroupVerdict, seconds: number): string[] {
    status = next;
    const before = told.length;
    for (let i = 0; i < seconds; i++) {
      clock.now += 1_000;
      incidents.tick();
    }
    return told.slice(before).map(({ event, status }) => `${event} ${status.status}`);
  }
  return { during, told, setGroups: (names: string[]) => groups = names };
}

Deno.test("Incidents opens one, repeats it, and closes it", () => {
  const { during, told } = setUp("interval = 1\nsend-interval = 5\nsend-close = true");
  assertEquals(during("OK", 5), []);
  assertEquals(during("WARN", 6), ["open WARN"]);
  assertEquals(during("ERR", 3), ["open ERR"]);
  assertEquals(during("OK", 5), ["close OK"]);
  assertEquals(during("ERR", 1), ["open ERR"]);
  const ids = told.map(({ id }) => id);
  assertMatch(ids[0], /^[0-9a-f-]{36}$/);
  assertEquals([ids[1], ids[2]], [ids[0], ids[0]]);
  assert(ids[3] !== ids[0]);
  assertEquals(told[2].start, told[0].start);
});

Deno.test("Incidents heeds the threshold, but for the close", () => {
  const { during } = setUp("interval = 1\nthreshold = 3\nsend-close = true");
  assertEquals(during("WARN", 3), []);
  assertEquals(during("ERR", 1), ["open ERR"]);
  assertEquals(during("OK", 1), ["close OK"]);
  assertEquals(during("WARN", 1), []);
  assertEquals(during("OK", 2), ["close OK"]);
});

Deno.test("Incidents tells of OK, too, with threshold 1", () => {
  const { during, told } = setUp("interval = 1\nthreshold = 1\nsend-interval = 60");
  assertEquals(during("OK", 10), ["open OK"]);
  assertEquals([told[0].id, told[0].start], ["", undefined]);
});

Deno.test("Incidents opens once with send-once, and again with the next one", () => {
  const { during } = setUp("interval = 1\nsend-interval = 0\nsend-once = true");
  assertEquals(during("WARN", 10), ["open WARN"]);
  assertEquals(during("OK", 10), []);
  assertEquals(during("WARN", 10), ["open WARN"]);
});

Deno.test("Incidents evaluates a group every interval, first at any time within one", () => {
  const { during } = setUp("interval = 10\nsend-interval = 0");
  const { length } = during("WARN", 100);
  assert(length === 9 || length === 10, `${length} times in 100 s`);
});

Deno.test("Incidents heeds the lists of groups", () => {
  const { during, setGroups } = setUp('interval = 1\nsend-once = true\ngroup-denylist = "^g$"');
  assertEquals(during("WARN", 3), []);
  setGroups(["g", "other"]);
  assertEquals(during("WARN", 3), ["open WARN"]);
});

Deno.test("Incidents forgets a group that is gone", () => {
  const { during, setGroups, told } = setUp("interval = 1\nsend-once = true");
  during("WARN", 2);
  setGroups([]);
  during("WARN", 2);
  setGroups(["g"]);
  during("WARN", 2);
  assertEquals(new Set(told.map(({ id }) => id)).size, 2);
  assertEquals(during("NOTFOUND", 5), []);
});
