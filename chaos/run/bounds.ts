/**
 * What must hold within a time after a fault has landed, as the timeline and the clients' view tell.
 *
 * @module
 */
import type { ConsumerEvent, Sent } from "../history.ts";
import type { Look, Probe } from "../probes/probe.ts";
import type { PassedEvent } from "../workload/workload.ts";
import { leastInSync, type Sample } from "../workload/sample.ts";

/** What bounds are measured by. */
export interface Measured {
  sent: readonly Sent[];
  consumed: readonly ConsumerEvent[];
  samples: readonly Sample[];
  passed: readonly PassedEvent[];
  looks: readonly Look[];
  partitions: number;
  /** When the fault landed, and when the next one did or the load ended: ms since the run began. */
  from: number;
  until: number;
  /** When the last of its proofs was there: ms since the run began. */
  proven: number;
  /** When it was healed, where it was: ms since the run began. */
  healed?: number;
}

/** How far before a fault counts as the time before it, ms. */
const CALM = 2_000;

/** Something that must hold within a time. */
export interface Bound {
  /** To complete "… within 8 s": `acknowledgements resume`. */
  what: string;
  /** ms. */
  within: number;
  /** How long it took, ms; `undefined` where it never came to be. */
  took(measured: Measured): number | undefined;
}

/** Every partition is written again: no partition went without an acknowledgement for longer. */
export function resumesWithin(seconds: number): Bound {
  return {
    what: "acknowledgements resume",
    within: seconds * 1_000,
    took: (measured) =>
      longestGap(
        measured,
        measured.sent.filter(({ outcome }) => outcome === "acknowledged")
          .map(({ partition, settledAt }) => ({ partition, at: settledAt })),
      ),
  };
}

/** Every partition is read again: no partition went without a poll for longer. */
export function consumedWithin(seconds: number): Bound {
  return {
    what: "consumption resumes",
    within: seconds * 1_000,
    took: (measured) =>
      longestGap(
        measured,
        measured.consumed.flatMap((event) => event.kind === "polled" ? [event] : []),
      ),
  };
}

/** What is polled again had been polled for the first time no longer before the fault. */
export function redeliveredWithin(seconds: number): Bound {
  return {
    what: "no older poll is repeated",
    within: seconds * 1_000,
    took: ({ consumed, from, until }) => {
      const first = new Map<string, number>();
      let oldest = 0;
      for (const event of consumed) {
        if (event.kind === "assigned" || event.at > until) continue;
        for (const [offset] of event.records) {
          const where = `${event.partition}/${offset}`;
          const polled = first.get(where);
          if (polled === undefined) first.set(where, event.at);
          else if (event.at >= from) oldest = Math.max(oldest, from - polled);
        }
      }
      return oldest;
    },
  };
}

/** Functions pass records of every partition on again: none went without for longer. */
export function passesWithin(seconds: number): Bound {
  return {
    what: "functions go on",
    within: seconds * 1_000,
    took: (measured) => longestGap(measured, measured.passed),
  };
}

/** Every replica is in sync again. */
export function inSyncWithin(seconds: number): Bound {
  return {
    what: "the ISR is full",
    within: seconds * 1_000,
    took: (measured) => lastUntil(measured, (sample) => leastInSync(sample) < 3),
  };
}

/** The group has caught up, once the fault is healed: it is no further behind than it was before it. */
export function drainedWithin(seconds: number): Bound {
  return {
    what: "the lag has drained",
    within: seconds * 1_000,
    took({ samples, from, until, healed = from }) {
      const before = samples.filter(({ at }) => at > from - CALM && at <= from);
      const usual = Math.max(...before.map(({ lag }) => lag));
      const drained = samples.find(({ at, lag }) => at >= healed && at <= until && lag <= usual);
      return drained && Math.max(0, drained.at - healed);
    },
  };
}

/** What the fault's proof waits for has happened, such as the election of another controller. */
export function provenWithin(seconds: number, what: string): Bound {
  return { what, within: seconds * 1_000, took: ({ from, proven }) => proven - from };
}

/** What a probe shows is so, all the time from the fault on. */
export function holds(probe: Probe, what: string, isSo: (value: string) => boolean): Bound {
  return {
    what,
    within: 0,
    took: ({ looks, from, until }) => {
      const mine = looks.filter((look) => look.probe === probe.name);
      const after = mine.filter(({ at }) => at >= from && at <= until);
      const wrong = after.filter(({ value }) => !isSo(value));
      return after.length === 0 ? undefined : wrong.reduce((sum, { took }) => sum + took, 0);
    },
  };
}

/** What a probe shows has come to be so. */
export function showsWithin(
  seconds: number,
  probe: Probe,
  what: string,
  isSo: (value: string) => boolean,
): Bound {
  return {
    what,
    within: seconds * 1_000,
    took: ({ looks, from, until }) => {
      const look = looks.find(({ probe: name, at, took, value }) =>
        name === probe.name && at + took >= from && at <= until && isSo(value)
      );
      return look && look.at + look.took - from;
    },
  };
}

/** What is asked while the fault lasts is answered, and as it should be. */
export function answersWithin(
  seconds: number,
  probe: Probe,
  what: string,
  isSo: (value: string) => boolean,
): Bound {
  return {
    what,
    within: seconds * 1_000,
    took: ({ looks, proven, healed = Infinity, until }) => {
      const during = looks.filter(({ probe: name, at, took }) =>
        name === probe.name && at >= proven && at + took <= Math.min(healed, until)
      );
      if (during.length === 0 || !during.every(({ value }) => isSo(value))) return undefined;
      return Math.max(...during.map(({ took }) => took));
    },
  };
}

/** All is written again so soon after the fault was healed. */
export function wellWithin(seconds: number): Bound {
  const { took } = resumesWithin(seconds);
  return {
    what: "all is well once it is healed",
    within: seconds * 1_000,
    took: (measured) => took({ ...measured, from: measured.healed ?? measured.from }),
  };
}

/**
 * The longest time that a partition was without an event, from the fault on, ms; `undefined` where one
 * had none at all.
 */
function longestGap(
  { from, until, partitions }: Measured,
  events: readonly { partition: number; at: number }[],
): number | undefined {
  const last: number[] = Array(partitions).fill(from);
  let longest = 0;
  const seen = new Set<number>();
  const inWindow = events.filter(({ at }) => at >= from && at <= until).sort((a, b) => a.at - b.at);
  for (const { partition, at } of inWindow) {
    longest = Math.max(longest, at - last[partition]);
    last[partition] = at;
    seen.add(partition);
  }
  const open = Math.max(...last.map((at) => until - at));
  return seen.size === partitions ? Math.max(longest, open) : undefined;
}

/** How long after the fault it was so for the last time, ms; 0: never. */
function lastUntil(
  { samples, from, until }: Measured,
  isSo: (sample: Sample) => boolean,
): number | undefined {
  const after = samples.filter(({ at }) => at >= from && at <= until);
  const last = after.findLastIndex(isSo);
  if (last < 0) return 0;
  return last === after.length - 1 ? undefined : after[last + 1].at - from;
}
