import type { ServerSentEventMessage } from "@std/http";
import type { EventRuns, Run } from "./event_runs.ts";
import type { MessageRing } from "./message_ring.ts";
import { messageJson } from "./message_view.ts";
import { type KafkaRecord, recordName } from "../../../kafka/record/record.ts";
import { partitionName } from "../../../kafka/topic_partition.ts";

/** How long a silent stream stays without a comment, in ms; proxies close silent connections. */
const KEEPALIVE = 15_000;

/** After how long a client shall come back, in ms. */
const RETRY = 1_000;

/** Names a record. */
export type Place = Pick<KafkaRecord, "topic" | "partition" | "offset">;

/** The record named by a `Last-Event-ID`, or `undefined` if none can be named so. */
export function parseEventId(id: string): Place | undefined {
  const match = /^([\w.-]+)\/(\d{1,10})\/(\d{1,16})$/.exec(id);
  return match
    ? { topic: match[1], partition: Number(match[2]), offset: Number(match[3]) }
    : undefined;
}

/** The indices of the last `limit` records that match, oldest first. */
export function lastMatching(
  ring: MessageRing,
  matches: (record: KafkaRecord) => boolean,
  limit: number,
): number[] {
  const found: number[] = [];
  for (let i = ring.end - 1; i >= ring.start && found.length < limit; i--) {
    const record = ring.at(i);
    if (record !== undefined && matches(record)) found.push(i);
  }
  return found.reverse();
}

/**
 * The same, of one log of each partition: where an offset came again, because it was delivered before or
 * the topic was made anew, what was there from it on is passed over.
 */
export function lastOfOneLog(
  ring: MessageRing,
  matches: (record: KafkaRecord) => boolean,
  limit: number,
): number[] {
  const lowest = new Map<string, number>();
  return lastMatching(ring, (record) => {
    const name = partitionName(record);
    if (record.offset >= (lowest.get(name) ?? Infinity)) return false;
    lowest.set(name, record.offset);
    return matches(record);
  }, limit);
}

/** Where a client goes on. */
export interface Resumption {
  /** Index of the first record to send. */
  cursor: number;
  /** How many records it has missed. */
  lost: number;
  /** The record it has seen last, when how many it has missed shows with the next one of the partition. */
  after?: Place;
}

/**
 * Where a client goes on that has seen the records up to the one named. If that record is no longer
 * there, all that are there came later; `lost` tells how many of its partition are in between.
 */
export function resumeAfter(ring: MessageRing, last: Place): Resumption {
  let [behind, oldestLater]: (number | undefined)[] = [];
  for (let i = ring.end - 1; i >= ring.start; i--) {
    const record = ring.at(i);
    if (record === undefined || !isSamePartition(record, last)) continue;
    if (record.offset === last.offset) return { cursor: i + 1, lost: 0 };
    if (record.offset < last.offset) behind ??= i + 1;
    else if (behind === undefined) oldestLater = record.offset;
  }
  if (behind !== undefined) return { cursor: behind, lost: 0 };
  const cursor = ring.start;
  if (oldestLater === undefined) return { cursor, lost: 0, after: last };
  return { cursor, lost: oldestLater - last.offset - 1 };
}

function isSamePartition(a: Place, b: Place): boolean {
  return a.partition === b.partition && a.topic === b.topic;
}

/** Options of {@linkcode tail}. */
export interface TailOptions extends Pick<Resumption, "cursor" | "after"> {
  ring: MessageRing;
  matches(record: KafkaRecord): boolean;
  /** How many records the client has missed already. */
  lost?: number;
  /** What others are sent, to share it with those whose `matches` has the same name. */
  shared?: { runs: EventRuns; filter: string };
}

/** How many events, and about how many characters, are in a run at most: a slow client has no more under way. */
const MAX_RUN = 100;
const MAX_RUN_LENGTH = 65_536;

/**
 * The records from a cursor on, as they come, in runs. Records are read when the client takes them, and not
 * before: a client too slow for the ring is told with an event `lost` how many passed it by.
 */
export function tail({ ring, matches, cursor, lost = 0, after, shared }: TailOptions) {
  let isCancelled = false;

  /** Whether the client has missed some before this record, which then waits until that is told. */
  function hasMissed(record: KafkaRecord): boolean {
    if (after === undefined || !isSamePartition(record, after)) return false;
    lost = Math.max(0, record.offset - after.offset - 1);
    after = undefined;
    return lost > 0;
  }

  function next(): ServerSentEventMessage | undefined {
    if (cursor < ring.start) {
      lost += ring.start - cursor;
      cursor = ring.start;
    }
    if (lost > 0) return loss();
    for (; cursor < ring.end; cursor++) {
      const record = ring.at(cursor);
      if (record === undefined) continue;
      if (hasMissed(record)) return loss();
      if (!matches(record)) continue;
      cursor++;
      return { id: recordName(record), data: messageJson(record) };
    }
  }

  function loss(): ServerSentEventMessage {
    const data = JSON.stringify({ records: lost });
    lost = 0;
    return { event: "lost", data };
  }

  function own(): { run: Run; to: number } {
    const run: ServerSentEventMessage[] = [];
    let length = 0;
    while (run.length < MAX_RUN && length < MAX_RUN_LENGTH) {
      const message = next();
      if (message === undefined) break;
      run.push(message);
      length += message.data?.length ?? 0;
    }
    return { run, to: cursor };
  }

  /** What there is for the client now; empty where that is nothing. */
  function nextRun(): Run {
    const hasToldAll = lost === 0 && after === undefined && cursor >= ring.start;
    if (!shared || !hasToldAll || cursor === ring.end) return own().run;
    const { run, to } = shared.runs.take(shared.filter, { from: cursor, end: ring.end }, own);
    cursor = to;
    return run;
  }

  return new ReadableStream<Run>({
    start(controller) {
      controller.enqueue([{ retry: RETRY }]);
    },
    async pull(controller) {
      let run = nextRun();
      while (run.length === 0 && !ring.closed && !isCancelled) {
        const isQuiet = !await changesWithin(KEEPALIVE, ring);
        run = nextRun();
        if (isQuiet && run.length === 0) run = [{ comment: "keepalive" }];
      }
      if (run.length > 0) controller.enqueue(run);
      else if (!isCancelled) controller.close();
    },
    cancel() {
      isCancelled = true;
      ring.wake();
    },
  });
}

/** Waits until the ring changes. Whether that was in time. */
async function changesWithin(ms: number, ring: MessageRing): Promise<boolean> {
  const timeout = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => timeout.resolve(false), ms);
  const inTime = await Promise.race([ring.changed().then(() => true), timeout.promise]);
  clearTimeout(timer);
  return inTime;
}
