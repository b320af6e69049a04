import { assertEquals } from "@std/assert";
import type { ConsumerEvent, History, Logged, Outcome, Sent } from "../history.ts";
import type { AnomalyKind } from "./anomaly.ts";
import { isClean, judge } from "./verdict.ts";

const NONE = { lost: 0, duplicated: 0, reordered: 0 };

/** Four records of one key, all acknowledged, all in the log, all polled. */
function sound(): History {
  return {
    sent: [sent(0), sent(1), sent(2), sent(3)],
    log: [logged(0), logged(1), logged(2), logged(3)],
    consumed: [assigned("a", 0), polled("a", 0, 1), polled("a", 2, 3)],
  };
}

Deno.test("judge() finds nothing in a sound history", () => {
  const verdict = judge(sound(), NONE);
  assertEquals(verdict.anomalies, {});
  assertEquals([verdict.sent.acknowledged, verdict.logged, isClean(verdict)], [4, 4, true]);
});

const HISTORIES: [AnomalyKind, string, Partial<History>, AnomalyKind[]?][] = [
  ["lost write", "an acknowledged record that is not in the log", {
    log: [logged(0), logged(1), logged(2)],
    consumed: [assigned("a", 0), polled("a", 0, 1, 2)],
  }],
  ["duplicate", "a record that is in the log twice", {
    log: [logged(0), logged(1), logged(2), logged(3), logged(3, 4)],
    consumed: [assigned("a", 0), polled("a", 0, 1, 2, 3), {
      ...polled("a"),
      records: [[4, "k:3"]],
    }],
  }],
  ["inconsistent offset", "a record elsewhere than it was acknowledged", {
    sent: [sent(0), sent(1), sent(2), { ...sent(3), offset: 7 }],
  }],
  ["inconsistent offset", "an offset that a consumer saw with another record", {
    consumed: [assigned("a", 0), { ...polled("a"), records: [[0, "k:9"]] }, polled("a", 1, 2, 3)],
  }],
  ["aborted read", "a rejected record that is in the log", {
    sent: [sent(0), sent(1), sent(2), sent(3, "rejected")],
  }],
  ["unexpected", "a record that nobody sent", { sent: [sent(0), sent(1), sent(2)] }],
  ["reordered", "a record behind one of its key that was sent later", {
    sent: [sent(0), { ...sent(1), offset: 2 }, { ...sent(2), offset: 1 }, sent(3)],
    log: [logged(0), logged(2, 1), logged(1, 2), logged(3)],
    consumed: [assigned("a", 0), {
      ...polled("a"),
      records: [[0, "k:0"], [1, "k:2"], [2, "k:1"], [3, "k:3"]],
    }],
  }],
  ["internal poll skip", "a record passed over within a poll", {
    consumed: [
      ...[assigned("a", 0), polled("a", 0, 2, 3)],
      ...[assigned("b", 1), polled("b", 1)],
    ],
  }],
  ["external poll skip", "a record passed over between polls", {
    consumed: [
      ...[assigned("a", 0), polled("a", 0, 1), polled("a", 3)],
      ...[assigned("b", 2), polled("b", 2)],
    ],
  }],
  ["external poll skip", "a record passed over by the first poll of an assignment", {
    consumed: [
      ...[assigned("a", 0), polled("a", 1, 2, 3)],
      ...[assigned("b", 0), polled("b", 0)],
    ],
  }],
  ["nonmonotonic poll", "a record polled again within one assignment", {
    consumed: [assigned("a", 0), polled("a", 0, 1), polled("a", 1, 2, 3)],
  }],
  ["nonmonotonic poll", "records polled backwards in one poll", {
    consumed: [assigned("a", 0), polled("a", 0, 1, 3, 2)],
  }, ["internal poll skip"]],
  ["unseen", "a record that no member of the group polled", {
    consumed: [assigned("a", 0), polled("a", 0, 1, 2)],
  }],
];

for (const [kind, what, history, besides = []] of HISTORIES) {
  Deno.test(`judge() finds "${kind}" in ${what}`, () => {
    const { anomalies } = judge({ ...sound(), ...history }, NONE);
    assertEquals(anomalies, Object.fromEntries([kind, ...besides].map((kind) => [kind, 1])));
  });
}

Deno.test("judge() takes a send that timed out as one that may be there or not", () => {
  const { sent: [a, b, c], log } = sound();
  const history = { ...sound(), sent: [a, b, c, sent(3, "unknown"), sent(4, "unknown")], log };
  const verdict = judge(history, NONE);
  assertEquals([verdict.anomalies, verdict.sent.unknown, verdict.unknownInLog], [{}, 2, 1]);
});

Deno.test("judge() lets a send that timed out come later than those after it", () => {
  const late: History = {
    sent: [sent(0), sent(1, "unknown"), { ...sent(2), offset: 1 }, { ...sent(3), offset: 2 }],
    log: [logged(0), logged(2, 1), logged(3, 2), logged(1, 3)],
    consumed: [assigned("a", 0), {
      ...polled("a"),
      records: [[0, "k:0"], [1, "k:2"], [2, "k:3"], [3, "k:1"]],
    }],
  };
  assertEquals(judge(late, NONE).anomalies, {});
});

Deno.test("judge() counts what is delivered again after an assignment, and takes no offence", () => {
  const consumed = [...sound().consumed, assigned("b", 2), polled("b", 2, 3)];
  const verdict = judge({ ...sound(), consumed }, NONE);
  assertEquals([verdict.anomalies, verdict.redelivered], [{}, 2]);
});

Deno.test("judge() takes a ledger that counts a loss for an alarm, though it finds none itself", () => {
  const verdict = judge(sound(), { ...NONE, lost: 1 });
  assertEquals(verdict.disagreements, ["the ledger counts 1 lost, the verdict none"]);
  assertEquals(isClean(verdict), false);
});

function sent(sequence: number, outcome: Outcome = "acknowledged"): Sent {
  const place = outcome === "acknowledged" ? { offset: sequence } : {};
  const times = { sentAt: sequence, settledAt: sequence + 1 };
  return { id: `k:${sequence}`, key: "k", sequence, partition: 0, outcome, ...place, ...times };
}

function logged(sequence: number, offset = sequence): Logged {
  return { id: `k:${sequence}`, key: "k", sequence, partition: 0, offset };
}

function assigned(member: string, position: number): ConsumerEvent {
  return { kind: "assigned", member, at: 0, positions: [[0, position]] };
}

function polled(member: string, ...offsets: number[]): ConsumerEvent & { kind: "polled" } {
  const records = offsets.map((offset): [number, string] => [offset, `k:${offset}`]);
  return { kind: "polled", member, at: 0, partition: 0, records };
}
