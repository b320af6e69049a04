import type { ServerSentEventMessage } from "@std/http";
import type { MessageRing } from "./message_ring.ts";
import { viewMessage } from "./message_view.ts";
import { type KafkaRecord, recordName } from "../../../kafka/record/record.ts";

/** How long a silent stream stays without a comment, in ms; proxies close silent connections. */
const KEEPALIVE = 15_000;

/** After how long a client shall come back, in ms. */
const RETRY = 1_000;

/** The record named by a `Last-Event-ID`, or `undefined` if none can be named so. */
export function parseEventId(
  id: string,
): { topic: string; partition: number; offset: number } | undefined {
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
    if (matches(ring.at(i))) found.push(i);
  }
  return found.reverse();
}

/**
 * Where a client goes on that has seen the records up to the one named. If that record is no longer
 * there, all that are there came later; `lost` tells how many of its partition are in between.
 */
export function resumeAfter(
  ring: MessageRing,
  last: { topic: string; partition: number; offset: number },
): { cursor: number; lost: number } {
  let oldestLater: number | undefined;
  for (let i = ring.end - 1; i >= ring.start; i--) {
    const { topic, partition, offset } = ring.at(i);
    if (topic !== last.topic || partition !== last.partition) continue;
    if (offset <= last.offset) return { cursor: i + 1, lost: 0 };
    oldestLater = offset;
  }
  const lost = oldestLater === undefined ? 0 : oldestLater - last.offset - 1;
  return { cursor: ring.start, lost };
}

/** Options of {@linkcode tail}. */
export interface TailOptions {
  ring: MessageRing;
  matches(record: KafkaRecord): boolean;
  /** Index of the first record to send. */
  cursor: number;
  /** How many records the client has missed already. */
  lost?: number;
}

/**
 * The records from a cursor on, as they come. Records are read when the client takes them, and not
 * before: a client too slow for the ring is told with an event `lost` how many passed it by.
 */
export function tail({ ring, matches, cursor, lost = 0 }: TailOptions) {
  let isCancelled = false;

  function next(): ServerSentEventMessage | undefined {
    if (cursor < ring.start) {
      lost += ring.start - cursor;
      cursor = ring.start;
    }
    if (lost > 0) {
      const data = JSON.stringify({ records: lost });
      lost = 0;
      return { event: "lost", data };
    }
    while (cursor < ring.end) {
      const record = ring.at(cursor++);
      if (matches(record)) {
        return { id: recordName(record), data: JSON.stringify(viewMessage(record)) };
      }
    }
  }

  return new ReadableStream<ServerSentEventMessage>({
    start(controller) {
      controller.enqueue({ retry: RETRY });
    },
    async pull(controller) {
      let message = next();
      while (message === undefined && !ring.closed && !isCancelled) {
        const isQuiet = !await changesWithin(KEEPALIVE, ring);
        message = next() ?? (isQuiet ? { comment: "keepalive" } : undefined);
      }
      if (message !== undefined) controller.enqueue(message);
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
